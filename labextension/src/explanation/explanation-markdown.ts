import type { TranslationBundle } from '@jupyterlab/translation';
import type { Explanation } from '../../../src/server/api/explanation';

/** An explanation as Markdown that shows its text as it is; what stands between backticks is code. */
export function explanationMarkdown({ code, title, meaning, example, fix }: Explanation, trans: TranslationBundle): string {
  return [
    `## ${markdownText(`${code}: ${title}`)}`,
    paragraph(meaning),
    `### ${markdownText(trans.__('Example'))}`,
    codeBlock(example),
    `### ${markdownText(trans.__('What to do'))}`,
    paragraph(fix)
  ].join('\n\n');
}

/** Line breaks stay. */
function paragraph(text: string): string {
  return text.split('\n').map(markdownText).join('\\\n');
}

/** Plain text that no renderer of Markdown takes for markup. */
function markdownText(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[!-/:-@[-`{-~]/g, '\\$&')))
    .join('');
}

/** The fence is longer than any run of backticks inside. */
function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
