import { expect, it } from 'vitest';
import { compareFacts } from '../../../src/comparison/compare-facts';
import { comparisonText } from '../../../src/comparison/comparison-text';
import { comparisonHtml } from '../../../src/comparison/draw/comparison-html';
import type { RunFacts } from '../../../src/comparison/run-facts';
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
    metrics: new Map([['score', { kind: 'number', value: score }]]),
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
  expect(comparisonHtml(shown)).toContain('4,900 more runs are not shown here.');
});
