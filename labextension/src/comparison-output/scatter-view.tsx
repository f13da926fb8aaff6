import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import { shortName } from '../../../src/comparison/draw/draw-runs';
import type { Column } from '../../../src/comparison/comparison';
import { extent, planeOf } from '../../../src/comparison/line-chart';
import { numberText } from '../../../src/comparison/number-text';
import { ChartAxes, chartSize } from './chart-axes';
import type { PartProps } from './part-props';

/** One numeric column over another, a dot for each run; the best has a ring and a star in its text. */
export function ScatterView({ comparison, rows, trans }: PartProps): JSX.Element {
  const columns = comparison.columns.filter(each => each.isNumeric);
  const [xId, setX] = useState(columns.find(each => each.facet === 'parameter')?.id ?? columns[0]?.id ?? '');
  const [yId, setY] = useState((columns.find(each => each.direction !== null) ?? columns.find(each => each.facet === 'metric'))?.id ?? '');
  const [x, y] = [columns.find(each => each.id === xId), columns.find(each => each.id === yId)];
  const dots = x === undefined || y === undefined ? [] : dotsOf(x, y, rows);
  const scale = planeOf(padded(dots.map(each => each.x)), padded(dots.map(each => each.y)), chartSize);
  return (
    <figure className="jp-HeadwaterCompared-charts">
      <figcaption>
        <ColumnChoice label={trans.__('Across')} columns={columns} value={xId} choose={setX} />
        <ColumnChoice label={trans.__('Up')} columns={columns} value={yId} choose={setY} />
      </figcaption>
      <svg
        viewBox={`0 0 ${chartSize.width} ${chartSize.height}`}
        role="img"
        aria-label={trans.__('%1 over %2 in %3 runs', y?.name ?? '', x?.name ?? '', dots.length)}
      >
        <ChartAxes scale={scale} />
        {dots.map(dot => (
          <circle
            key={dot.row}
            cx={scale.placeX(dot.x)}
            cy={scale.placeY(dot.y)}
            r={y?.best.includes(dot.row) === true ? 6 : 4}
            data-best={y?.best.includes(dot.row)}
          >
            <title>{dotText(comparison, dot, x, y, trans)}</title>
          </circle>
        ))}
      </svg>
    </figure>
  );
}

interface Dot {
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

function dotsOf(x: Column, y: Column, rows: readonly number[]): Dot[] {
  return rows.flatMap(row => {
    const [a, b] = [x.values[row], y.values[row]];
    return typeof a === 'number' && typeof b === 'number' ? [{ row, x: a, y: b }] : [];
  });
}

function dotText(
  { runs }: PartProps['comparison'],
  dot: Dot,
  x: Column | undefined,
  y: Column | undefined,
  trans: TranslationBundle
): string {
  const run = runs[dot.row];
  const best = y?.best.includes(dot.row) === true ? ` ★ ${trans.__('best')}` : '';
  return `${run === undefined ? '' : shortName(run)}: ${x?.name} ${numberText(dot.x)}, ${y?.name} ${numberText(dot.y)}${best}`;
}

/** Dots do not touch the axes. */
function padded(values: readonly number[]): { readonly least: number; readonly most: number } {
  const { least, most } = extent(values);
  const margin = (most - least) * 0.06;
  return { least: least - margin, most: most + margin };
}

interface ChoiceProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly value: string;
  readonly choose: (id: string) => void;
}

function ColumnChoice({ label, columns, value, choose }: ChoiceProps): JSX.Element {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={event => choose(event.target.value)}>
        {columns.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
