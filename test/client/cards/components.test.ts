import { tableFromArrays } from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import {
  card,
  Columns,
  ConfusionMatrix,
  EventsTimeline,
  Image,
  JSONViewer,
  Markdown,
  ProgressBar,
  Table,
  Tabs,
  Value,
  VegaChart
} from '../../../client';
import { cardMimeType } from '../../../src/card/card-document';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

afterEach(() => card.clear());

describe('a table component', () => {
  it('shows Arrow, records, rows, columns and data frames alike', () => {
    const rows = [[1, 'a'], [2, 'b']]; // prettier-ignore
    const frames: unknown[] = [
      tableFromArrays({ n: Int32Array.of(1, 2), s: ['a', 'b'] }),
      [{ n: 1, s: 'a' }, { n: 2, s: 'b' }], // prettier-ignore
      { n: [1, 2], s: ['a', 'b'] },
      { columns: ['n', 's'], values: rows },
      { toRecords: () => [{ n: 1, s: 'a' }, { n: 2, s: 'b' }] } // prettier-ignore
    ];
    for (const each of frames)
      expect(new Table(each)).toMatchObject({
        type: 'table',
        rows,
        total: 2,
        columns: [
          { name: 'n', align: 'right' },
          { name: 's', align: 'left' }
        ]
      });
    expect(new Table(rows, { headers: ['n', 's'] })).toMatchObject({ rows, columns: [{ name: 'n' }, { name: 's' }] });
  });

  it('keeps the first 500 of 100,000 rows, and reads no more of them', () => {
    const big = tableFromArrays({ x: new Float64Array(100_000) });
    const shown = new Table(big);
    expect([shown.rows.length, shown.total]).toEqual([500, 100_000]);
  });

  it('says what JSON lacks as text', () => {
    const { rows } = new Table([{ a: NaN, b: 10n ** 20n, c: new Date(0), d: null, e: [1] }]);
    expect(rows).toEqual([['NaN', '100000000000000000000', '1970-01-01T00:00:00.000Z', null, '[1]']]);
  });
});

describe('components', () => {
  it('that cannot be made are errors, and throw nothing', () => {
    const made: object[] = [
      new Table(42),
      new Image('no picture'),
      new ProgressBar({ max: NaN }),
      new ConfusionMatrix(['a'], ['a', 'b']),
      new JSONViewer((() => { const a: { self?: unknown } = {}; a.self = a; return a; })()) // prettier-ignore
    ];
    expect(made.map(each => Reflect.get(each, 'type'))).toEqual(['error', 'error', 'error', 'error', 'error']);
  });

  it('count a confusion matrix, and measure a value against its baseline', () => {
    expect(new ConfusionMatrix([1, 2, 10, 2], [1, 1, 10, 2])).toMatchObject({ labels: ['1', '2', '10'], counts: [[1, 0, 0], [1, 1, 0], [0, 0, 1]] }); // prettier-ignore
    expect(new Value(0.5, { baseline: 0.75, better: 'lower' })).toMatchObject({ value: 0.5, delta: { value: -0.25, good: true } });
  });

  it('are what they show as the value of a cell: for our renderer, as HTML, as text', () => {
    const bundle = Reflect.apply(
      Reflect.get(new Markdown('# Hi'), Symbol.for('Jupyter.display')) as () => Record<string, unknown>,
      new Markdown('# Hi'),
      []
    );
    expect(Object.keys(bundle)).toEqual([cardMimeType, 'text/html', 'text/plain']);
    expect(bundle['text/html']).toContain('<h2>Hi</h2>');
  });
});

describe('card', () => {
  it('takes components, text, tables, pictures, errors and data', () => {
    card.extend(['# Hi', png, [{ a: 1 }, { a: 2 }], new RangeError('bad'), { a: { b: 1 } }, { [Symbol.for('Jupyter.display')]: () => ({ 'text/markdown': '*x*' }) }]); // prettier-ignore
    expect(card.components.map(each => each.type)).toEqual(['markdown', 'image', 'table', 'error', 'json', 'markdown']);
  });

  it('shows what components have become', () => {
    const bar = new ProgressBar({ max: 3, id: 'bar' });
    const events = new EventsTimeline({ maxEvents: 2 });
    card.extend([bar, events]);
    bar.update(2, { metadata: 'fast' });
    for (const each of ['a', 'b', 'c']) events.update(each);
    expect(card.components).toMatchObject([{ value: 2, max: 3, metadata: 'fast' }, { events: [{ text: 'b' }, { text: 'c' }], total: 3 }]); // prettier-ignore
    expect(card.get('bar')).toBe(bar);
  });

  it('holds components in columns and tabs, also ones that fail', () => {
    card.append(new Columns('left', [new Value(1), new Table(null)]));
    card.append(new Tabs({ chart: new VegaChart({ mark: 'bar', title: 'T' }), more: [1] }));
    expect(card.components).toMatchObject([
      { columns: [[{ type: 'markdown' }], [{ type: 'value' }, { type: 'error' }]] },
      { tabs: [{ title: 'chart', components: [{ type: 'vega', alt: 'T' }] }, { title: 'more' }] }
    ]);
  });
});
