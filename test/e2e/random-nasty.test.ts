import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { compare, expectedOf } from './random-compare';
import { openReference, type Reference } from './random-reference';
import { readFixture, type TestCell } from './workspace';

/** Notebooks as people write them, one difficulty each: `# title`, then cells, each after `## step`. */
const notebooks = readFixture('notebooks/nasty.txt')
  .split(/^# /m)
  .slice(1)
  .map(text => {
    const [title = '', ...cells] = text.split(/^## /m);
    return { title: title.trim(), cells: cells.map(cellOf) };
  });

function cellOf(text: string): TestCell {
  const end = text.indexOf('\n');
  return { step: text.slice(0, end).trim(), source: text.slice(end + 1).trimEnd() };
}

let reference: Reference;

beforeAll(() => {
  buildOnce();
  reference = openReference();
});

afterAll(() => reference.close());

describe('a notebook as people write them gives what tslab gives, or a refusal that names something', () => {
  it.each(notebooks)('$title', async ({ cells }) => {
    const expected = await expectedOf(cells, reference);
    expect(expected.invalid).toBeNull();
    const { outcome, seen } = await compare(cells, expected, 4);
    if (process.env['HEADWATER_TELL']) process.stdout.write(`${outcome} ${seen}\n`);
    expect({ outcome, seen: outcome === 'refused' ? '' : seen }).toEqual({ outcome: outcome === 'refused' ? outcome : 'same', seen: '' });
  });
});
