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

  it('keeps as many of 100,000 rows as there is room for, whatever it is made of; with more room, more', () => {
    const records = Array.from({ length: 100_000 }, (_, at) => ({ at, text: 'x'.repeat(100), when: new Date(0) }));
    const arrow = tableFromArrays({ at: Int32Array.from(records, each => each.at), text: records.map(each => each.text), when: records.map(each => each.when) }); // prettier-ignore
    for (const each of [records, arrow]) {
      const shown = new Table(each);
      expect(shown.total).toBe(100_000);
      expect(JSON.stringify(shown.rows).length).toBeLessThan(160_000);
      expect(shown.rows.length).toBeGreaterThan(900);
      expect(new Table(each, { rows: 20_000 }).rows.length).toBe(20_000);
    }
    expect(new Table(tableFromArrays({ x: new Int8Array(100_000) })).rows.length).toBe(5000);
  });

  it('says times of Arrow as times, and the columns that it has no room for', () => {
    const table = tableFromArrays({ when: [new Date(0)], ...Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`c${at}`, [at]])) });
    const shown = new Table(table);
    expect(shown.rows[0]?.slice(0, 2)).toEqual(['1970-01-01T00:00:00.000', 0]);
    expect(shown).toMatchObject({ note: expect.stringMatching(/^101 more columns: c199, /) as string });
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

  it('take a matrix of counts; labels that do not cover what comes are named, never dropped', () => {
    const counts = [[50, 3], [4, 43]]; // prettier-ignore
    expect(new ConfusionMatrix(counts, { labels: ['no', 'yes'] })).toMatchObject({ labels: ['no', 'yes'], counts });
    expect(new ConfusionMatrix(['a', 'b', 'c'], ['a', 'b', 'b'], { labels: ['a', 'b'] })).toMatchObject({ type: 'error', message: 'Its labels lack c, which occurs.' }); // prettier-ignore
    for (const bad of [[[1, 2]], [['a']], [[1, 2], [3]]])
      // prettier-ignore
      expect(new ConfusionMatrix(bad as number[][])).toMatchObject({ type: 'error', message: expect.stringContaining('no square') as string });
  });

  it('refuse by name what is no value, no text and no options, with the call that is right', () => {
    const wrong: [object, string][] = [
      [new Value({ label: 'a', value: 1 } as never), 'new ValueBox(0.93'],
      [new Markdown({ text: 'a' } as never), 'new Markdown('],
      [new ProgressBar(5 as never), 'new ProgressBar({ max: 10 })'],
      [new Value(undefined as never), 'new ValueBox(0.93']
    ];
    for (const [made, fix] of wrong) expect(made).toMatchObject({ type: 'error', message: expect.stringContaining(fix) as string });
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

  it('makes a picture of what the common libraries give, with what it shows', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="A line"><path d="M0 0"/></svg>';
    const given: [unknown, object][] = [
      [
        { $schema: 'https://vega.github.io/schema/vega-lite/v5.json', mark: 'bar', title: 'Bars' },
        { type: 'vega', alt: 'Bars' }
      ],
      [{ data: { values: [] }, mark: 'bar', encoding: {} }, { type: 'vega' }],
      [
        { toSpec: () => ({ mark: 'bar', description: 'From vl' }), render: () => Promise.resolve(null) },
        { type: 'vega', alt: 'From vl' }
      ],
      [svg, { type: 'image', mime: 'image/svg+xml', alt: 'A line' }],
      [`<?xml version="1.0"?>\n${svg}`, { type: 'image', alt: 'A line' }],
      [{ outerHTML: svg }, { type: 'image', alt: 'A line' }],
      [{ outerHTML: `<figure>${svg}${svg}</figure>` }, { type: 'html' }],
      [{ renderToSVGString: () => svg }, { type: 'image', mime: 'image/svg+xml' }],
      [
        { width: 1, toBuffer: (mime: string) => (mime === 'image/png' ? png : null) },
        { type: 'image', mime: 'image/png' }
      ],
      [{ toDataURL: () => `data:image/png;base64,${png.toString('base64')}` }, { type: 'image', mime: 'image/png' }],
      [`data:image/png;base64,${png.toString('base64')}`, { type: 'image', mime: 'image/png' }],
      [`data:image/svg+xml,${encodeURIComponent(svg)}`, { type: 'image', mime: 'image/svg+xml' }]
    ];
    for (const [each, expected] of given) {
      card.clear();
      card.append(each);
      expect(card.components).toMatchObject([expected]);
    }
  });

  it('says of what it cannot draw how to give it', () => {
    const given: [unknown, RegExp][] = [
      [{ data: [{ type: 'scatter', x: [1], y: [2] }], layout: {} }, /figure of plotly.*Vega-Lite.*SVG/],
      [Promise.resolve(png), /promise: await it/],
      [new VegaChart([1, 2]), /no chart: a Vega-Lite specification has a mark/]
    ];
    for (const [each, expected] of given) {
      card.clear();
      card.append(each);
      expect(card.components).toMatchObject([{ type: 'error', message: expect.stringMatching(expected) as string }]);
    }
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
