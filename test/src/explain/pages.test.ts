import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages } from '../../../src/explain/pages';

const root = join(__dirname, '../../..');

/** The codes that sources outside of the pages give to somebody, as string literals. */
function codesIn(folder: string): Set<string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const sources = files.filter(file => /\.(ts|mjs|py)$/.test(file) && !/explain[/\\]pages/.test(file) && !file.includes('examples'));
  return new Set(
    sources.flatMap(file =>
      [...readFileSync(join(root, folder, file), 'utf8').matchAll(/['"`](HW\d{3})['"`]/g)].map(found => found[1] ?? '')
    )
  );
}

describe('the pages', () => {
  it('are there for every code that the sources use', () => {
    const used = [...codesIn('src'), ...codesIn('client')];
    expect(used.length).toBeGreaterThan(30);
    expect(used.filter(code => !(code in pages)).sort()).toEqual([]);
  });

  it.each(Object.entries(pages))('%s says what it means, shows an example and what to do', (code, page) => {
    expect(code).toMatch(/^HW[1-7]\d\d$/);
    for (const text of [page.title, page.meaning, page.example, page.fix]) expect(text.trim().length).toBeGreaterThan(4);
    expect(page.title).not.toMatch(/\.$/);
  });
});
