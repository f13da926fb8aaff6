import type { Curve, Exhibit } from './comparison';
import { guessDirection } from './direction';
import type { ComparisonOptions } from './options';
import type { RunFacts } from './run-facts';

const mostNames = 12;
const mostLines = 60;
const mostPoints = 200;

/** Series that differ, for curves over each other: only those of losses and scores where there are any, the first runs only where there are very many. */
export function curvesOf(runs: readonly RunFacts[], options: ComparisonOptions): Curve[] {
  const names = namesOf(runs, 'series', options);
  const curves = names.flatMap(name => {
    const lines = runs.flatMap((run, row) => {
      const finding = run.metrics.get(name);
      return finding?.kind === 'series' && finding.ys.length > 1 ? [{ row, xs: finding.xs, ys: finding.ys.map(finite) }] : [];
    });
    const differs = new Set(lines.map(each => JSON.stringify([each.xs, each.ys]))).size > 1;
    return lines.length > 0 && (differs || options.metrics !== undefined || runs.length === 1)
      ? [{ name, lines: lines.slice(0, mostLines).map(thinned) }]
      : [];
  });
  const known = curves.filter(({ name }) => guessDirection(name) !== null);
  return (known.length > 0 && options.metrics === undefined ? known : curves).slice(0, mostNames);
}

const mostPictures = 12;

/** Matrices and pictures that differ, for a look side by side. */
export function exhibitsOf(runs: readonly RunFacts[], options: ComparisonOptions): Exhibit[] {
  const names = [...new Set([...namesOf(runs, 'matrix', options), ...namesOf(runs, 'image', options)])];
  const exhibits = names.map(name => ({
    name,
    items: runs.flatMap((run, row) => {
      const finding = run.metrics.get(name);
      return finding?.kind === 'matrix' || finding?.kind === 'image' ? [{ row, finding }] : [];
    })
  }));
  const differs = ({ items }: Exhibit): boolean => new Set(items.map(each => JSON.stringify(each.finding))).size > 1;
  return exhibits
    .filter(each => options.metrics !== undefined || runs.length === 1 || differs(each))
    .slice(0, mostNames)
    .map(each => ({ ...each, items: each.items.slice(0, mostPictures) }));
}

function namesOf(runs: readonly RunFacts[], kind: 'series' | 'matrix' | 'image', { metrics }: ComparisonOptions): string[] {
  const found = runs.flatMap(run => [...run.metrics].flatMap(([name, finding]) => (finding.kind === kind ? [name] : [])));
  return [...new Set(found)].filter(name => metrics === undefined || metrics.includes(name));
}

function thinned(line: Curve['lines'][number]): Curve['lines'][number] {
  const { ys, xs } = line;
  if (ys.length <= mostPoints) return line;
  const at = Array.from({ length: mostPoints }, (_, i) => Math.round((i * (ys.length - 1)) / (mostPoints - 1)));
  return { row: line.row, xs: at.map(i => xs?.[i] ?? i), ys: at.map(i => ys[i] ?? null) };
}

/** JSON has no NaN. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
