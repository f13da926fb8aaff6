import { expect, it } from 'vitest';
import { readCard } from '../../../labextension/src/card-output/read-card';
import { drawCard } from '../../../src/card/draw/draw-card';
import { htmlOf } from '../../../src/card/node';

function card(components: unknown): unknown {
  return {
    document: { version: 1, type: 'default', id: null, title: 'T', pathspec: 'F/1/s/2', components, live: false, at: 0 },
    source: null
  };
}

it('gives a sound card as it is', () => {
  const sound = card([{ type: 'markdown', text: 'a' }, { type: 'json', value: { a: [1, null, 'x'] } }]); // prettier-ignore
  expect(readCard(sound)).toEqual(sound);
});

it.each([
  null,
  'x',
  [],
  {},
  { document: null },
  { document: { version: 2, components: [] } },
  { document: { version: 1, components: {} } }
])('refuses %j', data => {
  expect(readCard(data)).toBe(null);
});

it('keeps what is left of a card of 50 MB, and says that it is cut', () => {
  const texts = Array.from({ length: 50 }, () => ({ type: 'text', text: 'x'.repeat(1_000_100) }));
  const found = readCard(card(texts));
  const html = htmlOf(drawCard(found?.document ?? raise()).node);
  expect(html.length).toBeLessThan(45e6);
  expect(html).toContain('Not all of this card is shown.');
});

it('cuts a table of 100,000 rows, which says how many it has', () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => [at, 'a', 'b']);
  const columns = ['n', 'a', 'b'].map(name => ({ name, align: 'left', kind: null }));
  const found = readCard(card([{ type: 'table', columns, rows, total: 100_000 }]));
  const html = htmlOf(drawCard(found?.document ?? raise()).node);
  expect(html.match(/<tr>/g)?.length).toBeLessThan(30_000);
  expect(html).toMatch(/The first 2[\d,]+ of 100,000 rows/);
});

it('ends what is nested without end', () => {
  let nested: object = { type: 'text', text: 'deep' };
  for (let level = 0; level < 20_000; level += 1) nested = { type: 'section', title: 's', components: [nested] };
  const found = readCard(card([nested]));
  expect(htmlOf(drawCard(found?.document ?? raise()).node)).toContain('Not all of this card is shown.');
});

it('takes no names that mean something to JavaScript', () => {
  const found = readCard(
    JSON.parse('{"document": {"version": 1, "components": [], "__proto__": {"title": "hacked"}}, "__proto__": {"html": "x"}}')
  );
  expect(found?.html).toBe(undefined);
  expect(found?.document.title).toBe('');
});

function raise(): never {
  throw new Error('no card');
}
