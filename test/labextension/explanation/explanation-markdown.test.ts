import { nullTranslator } from '@jupyterlab/translation';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { explanationMarkdown } from '../../../labextension/src/explanation/explanation-markdown';
import { pages } from '../../../src/explain/pages';

const trans = nullTranslator.load('headwater');

/** What a reader sees of Markdown in the renderer that JupyterLab uses: lines without markup. */
function read(markdown: string): string {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return html
    .replace(/<br>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (_all, name: string) => entities[name] ?? '?')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('explanationMarkdown', () => {
  it('shows every character of every page', () => {
    for (const [code, page] of Object.entries(pages)) {
      const { title, meaning, example, fix } = page;
      const outside = (text: string): string => text.replace(/`([^`]+)`/g, '$1');
      const wanted = [`${code}: ${title}`, outside(meaning), 'Example', example, 'What to do', outside(fix)].join(' ');
      expect(read(explanationMarkdown({ code, ...page }, trans))).toBe(wanted.replace(/\s+/g, ' '));
    }
  });

  it('takes nothing in a page for markup', () => {
    const page = {
      code: 'HW1',
      title: '# <b>bold</b>',
      meaning: '- [a](javascript:x) $y$ &lt; **z** `a_b <i>`\n1. one',
      example: '```\n</code>',
      fix: '![p](q)'
    };
    const markdown = explanationMarkdown(page, trans);
    expect(read(markdown)).toBe(
      'HW1: # <b>bold</b> - [a](javascript:x) $y$ &lt; **z** a_b <i> 1. one Example ``` </code> What to do ![p](q)'
    );
    expect(marked.parse(markdown, { async: false })).not.toMatch(/<(a|b|i|img|li|ol|ul|strong)\b/);
  });
});
