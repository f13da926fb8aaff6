import type { JSX } from 'react';
import type { Column } from '../../../src/comparison/comparison';
import { shortName } from '../../../src/comparison/draw/draw-runs';
import { extent, lineColour } from '../../../src/comparison/line-chart';
import { numberText } from '../../../src/comparison/number-text';
import type { PartProps } from './part-props';

const [width, height, side, top] = [760, 260, 60, 24];
const mostAxes = 8;

/** An axis for each numeric column, parameters first; a line for each run. The best run's line is thick. */
export function ParallelView({ comparison, rows, trans }: PartProps): JSX.Element {
  const numeric = comparison.columns.filter(each => each.isNumeric && each.values.some(value => typeof value === 'number'));
  const axes = numeric
    .slice(0, mostAxes)
    .map((column, at, all) => axisOf(column, side + (at * (width - 2 * side)) / Math.max(1, all.length - 1)));
  return (
    <figure className="jp-HeadwaterCompared-charts">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={trans.__('Parallel coordinates of %1 runs over %2', rows.length, axes.map(each => each.column.name).join(', '))}
      >
        {rows.map(row => {
          const run = comparison.runs[row];
          return (
            <path
              key={row}
              d={lineOf(axes, row)}
              className="jp-HeadwaterCompared-line"
              data-best={row === comparison.best}
              stroke={lineColour(row)}
            >
              <title>{run === undefined ? '' : shortName(run)}</title>
            </path>
          );
        })}
        {axes.map(({ column, x, range }) => (
          <g key={column.id} className="jp-HeadwaterCompared-axes">
            <path d={`M${x} ${top}V${height - top}`} />
            <text x={x} y={12} textAnchor="middle">
              {column.name}
            </text>
            <text x={x + 4} y={top + 8}>
              {numberText(range.most)}
            </text>
            <text x={x + 4} y={height - top}>
              {numberText(range.least)}
            </text>
          </g>
        ))}
      </svg>
      {numeric.length > mostAxes && <figcaption>{trans.__('The first %1 of %2 columns', mostAxes, numeric.length)}</figcaption>}
    </figure>
  );
}

interface Axis {
  readonly column: Column;
  readonly x: number;
  readonly range: { readonly least: number; readonly most: number };
}

function axisOf(column: Column, x: number): Axis {
  return { column, x, range: extent(column.values.map(value => (typeof value === 'number' ? value : null))) };
}

/** Broken where a run has no number. */
function lineOf(axes: readonly Axis[], row: number): string {
  let isDown = false;
  return axes
    .map(({ column, x, range }) => {
      const value = column.values[row];
      const move = isDown ? 'L' : 'M';
      isDown = typeof value === 'number';
      if (typeof value !== 'number') return '';
      const y = height - top - ((value - range.least) / (range.most - range.least)) * (height - 2 * top);
      return `${move}${x} ${y}`;
    })
    .join('');
}
