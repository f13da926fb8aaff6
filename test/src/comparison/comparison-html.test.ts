import { expect, it } from 'vitest';
import { compareFacts } from '../../../src/comparison/compare-facts';
import { comparisonText } from '../../../src/comparison/comparison-text';
import { comparisonHtml } from '../../../src/comparison/draw/comparison-html';
import type { Finding, RunFacts } from '../../../src/comparison/run-facts';
import { shownPart } from '../../../src/comparison/shown-part';

const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

function run(id: number, score: number, more: Partial<RunFacts> = {}): RunFacts {
  return {
    pathspec: `Flow/${id}`,
    createdAt: id,
    finishedAt: id + 1000,
    status: 'successful',
    user: null,
    tags: [],
    parameters: new Map([[hostile, { kind: 'text', value: `${id} ${hostile}` }]]),
    metrics: new Map<string, Finding>([['score', { kind: 'number', value: score }]]),
    data: new Map(),
    cells: [{ id: 'a', label: hostile, source: `${id} ${hostile}` }],
    environment: new Map(),
    cost: null,
    inputs: null,
    problem: null,
    ...more
  };
}

it('has names, values, tags and code as text alone, and no script', () => {
  const html = comparisonHtml(compareFacts([run(2, 0.5, { tags: [hostile] }), run(1, 0.25)]));
  expect(html).not.toMatch(/<script|<img|javascript:/i);
  expect(html).toContain('&lt;script&gt;');
});

it('marks the best by a word and gives differences with a sign and a word', () => {
  const comparison = compareFacts([run(2, 0.5), run(1, 0.25)]);
  expect(comparisonHtml(comparison)).toMatch(/★ 0\.5[^]*best[^]*\+0\.25 better/);
  expect(comparisonText(comparison)).toMatch(/0\.5\* \(\+0\.25\)/);
});

it('gives every column and row a header with its scope', () => {
  const html = comparisonHtml(compareFacts([run(2, 0.5), run(1, 0.25)]));
  expect(html.match(/<th scope="row"/g)?.length).toBeGreaterThanOrEqual(2);
  expect(html).toContain('<th scope="col">score');
  expect(html).toContain('<caption');
});

it('keeps an output small where there are thousands of runs, with the best one among them', () => {
  const comparison = compareFacts(Array.from({ length: 5000 }, (_, at) => run(5000 - at, at === 4000 ? 9 : at / 5000)));
  const shown = shownPart(comparison);
  expect(shown.runs.length).toBeLessThanOrEqual(502);
  expect(shown.total).toBe(5000);
  expect(shown.runs[shown.best ?? -1]?.pathspec).toBe('Flow/1000');
  expect(shown.notes[0]).toMatch(/^Here are the first 500 of 5,000 runs, .*\.table and \.rows have all/);
  const html = comparisonHtml(shown);
  expect(html.length).toBeLessThan(500_000);
  expect([html, comparisonText(shown)].every(text => /4,(898|958) more runs/.test(text) && text.includes('Here are the first 500'))).toBe(
    true
  );
  // Its row stands in the HTML and in the text, which show fewer runs than the output has.
  expect(html).toMatch(/★ 9<[^]*<\/table>/);
  expect(comparisonText(shown)).toMatch(/^1000 /m);
});

it('says how many runs a mean is of, also of those that are not shown', () => {
  const more = { cells: [] };
  const runs = Array.from({ length: 2000 }, (_, at) =>
    run(2000 - at, at, { ...more, parameters: new Map([['lr', { kind: 'number', value: at % 2 }]]) })
  );
  const shown = shownPart(compareFacts(runs, { by: ['lr'] }));
  expect(shown.groups.map(each => [each.count, each.means['metric:score']?.count])).toEqual([
    [1000, 1000],
    [1000, 1000]
  ]);
  expect(comparisonText(shown)).toMatch(/^1 +1,000 +1,000 ± /m);
  expect(comparisonHtml(shown)).toContain('1,000');
});

it('keeps code, columns and pictures within bounds and says so', () => {
  const wide = Array.from({ length: 400 }, (_, at) => `m${at}`);
  const image = { kind: 'image', mime: 'image/png', data: 'A'.repeat(700_000) } as const;
  const runs = Array.from({ length: 40 }, (_, at) =>
    run(40 - at, 0, {
      metrics: new Map<string, Finding>([
        ...wide.map(name => [name, { kind: 'number', value: at }] as const),
        ...['a', 'b', 'c'].map(name => [name, { ...image, data: `${at}${image.data}` }] as const)
      ]),
      cells: [{ id: 'a', label: 'train', source: `${at}\n${'x'.repeat(at === 0 ? 100_000 : 10)}` }]
    })
  );
  const shown = shownPart(compareFacts(runs));
  expect(JSON.stringify(shown).length).toBeLessThan(10e6);
  expect(shown.columns).toHaveLength(300);
  expect(shown.code[0]?.versions).toHaveLength(26);
  expect(shown.notes.join(' ')).toMatch(/300 of 40\d columns.*first 26 versions.*Not all pictures and matrices/);
});

it('can be read where styles are taken away: lines are not filled, and words do not run together', () => {
  const losses = (last: number): Finding => ({ kind: 'series', ys: [3, 2, last], xs: null, last, length: 3 });
  const withCurve = (id: number): RunFacts =>
    run(id, id / 10, {
      tags: ['sweep'],
      metrics: new Map([
        ['loss', losses(id)],
        ['score', { kind: 'number', value: id }]
      ])
    });
  const bare = comparisonHtml(compareFacts([withCurve(2), withCurve(1)])).replace(/<style>[^]*?<\/style>/g, '');
  const lines = bare.match(/<path[^>]*>/g) ?? [];
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.every(each => each.includes('fill="none"') && each.includes('stroke="') && each.includes('stroke-width="'))).toBe(true);
  const words = bare.replace(/<[^>]*>/g, '');
  expect(words).toMatch(/score metric · higher is better\?/);
  expect(words).toMatch(/2 sweep 1970-01-01/);
});
