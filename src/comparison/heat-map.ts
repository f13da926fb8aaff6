/** From this many classes on a matrix is drawn without its numbers. */
export const denseSide = 21;

const levels = 8;

/** Fields of one shade of a heat map as one path over a grid of fields of side 1; `level` from 1 to 8, the share of the row's largest. */
export interface HeatPath {
  readonly level: number;
  readonly d: string;
}

/** A matrix as few paths, whatever its size: fields of equal shade together; empty ones are left out. */
export function heatPaths(rows: readonly (readonly number[])[]): HeatPath[] {
  const paths = Array.from({ length: levels }, () => '');
  rows.forEach((row, y) => {
    const most = row.reduce((largest, each) => Math.max(largest, Number.isFinite(each) ? Math.abs(each) : 0), 0);
    row.forEach((value, x) => {
      const share = most === 0 || !Number.isFinite(value) ? 0 : Math.abs(value) / most;
      const level = Math.ceil(share * levels);
      if (level > 0) paths[level - 1] = `${paths[level - 1] ?? ''}M${x} ${y}h1v1h-1z`;
    });
  });
  return paths.flatMap((d, at) => (d === '' ? [] : [{ level: at + 1, d }]));
}

const mostMixed = 3;

/** What a person sees in it, in a sentence: `64 × 64: 92.1 % on the diagonal; most beside it: row 3, column 5 (41)`. */
export function matrixText(rows: readonly (readonly number[])[]): string {
  const fields = rows.flatMap((row, y) => row.map((value, x) => ({ y, x, value: Number.isFinite(value) ? value : 0 })));
  const total = fields.reduce((sum, each) => sum + Math.abs(each.value), 0);
  const right = fields.reduce((sum, each) => sum + (each.x === each.y ? Math.abs(each.value) : 0), 0);
  const size = `${rows.length} × ${rows.length}`;
  if (total === 0) return `${size}: nothing but zeros`;
  const mixed = fields
    .filter(each => each.x !== each.y && each.value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, mostMixed)
    .map(({ x, y, value }) => `row ${y}, column ${x} (${Number(value.toPrecision(4))})`);
  const beside = mixed.length === 0 ? '' : `; most beside it: ${mixed.join('; ')}`;
  return `${size}: ${Number(((100 * right) / total).toFixed(1))} % on the diagonal${beside}`;
}
