import { useState, type JSX } from 'react';
import { lineColour, pathOf, scaleOf } from '../../../src/comparison/line-chart';
import { shortName } from '../../../src/comparison/draw/draw-runs';
import { numberText } from '../../../src/comparison/number-text';
import { ChartAxes, chartSize } from './chart-axes';
import type { PartProps } from './part-props';

/** The runs' series over each other; a run in the legend is picked out by pointer or focus. */
export function CurvesView({ comparison, rows, trans }: PartProps): JSX.Element {
  const [picked, setPicked] = useState<number | null>(null);
  const shown = new Set(rows);
  return (
    <div className="jp-HeadwaterCompared-charts">
      {comparison.curves.map(({ name, lines }) => {
        const visible = lines.filter(line => shown.has(line.row));
        const scale = scaleOf(visible, chartSize);
        return (
          <figure key={name}>
            <figcaption>{name}</figcaption>
            <svg
              viewBox={`0 0 ${chartSize.width} ${chartSize.height}`}
              role="img"
              aria-label={trans.__('%1: curves of %2 runs', name, visible.length)}
            >
              <ChartAxes scale={scale} />
              {visible.map(line => (
                <path
                  key={line.row}
                  d={pathOf(line, scale)}
                  stroke={lineColour(line.row)}
                  data-faint={picked !== null && picked !== line.row}
                  className="jp-HeadwaterCompared-line"
                />
              ))}
            </svg>
            <ul>
              {visible.slice(0, 30).map(({ row, ys }) => {
                const run = comparison.runs[row];
                const last = ys.findLast(each => each !== null) ?? null;
                return (
                  <li key={row}>
                    <button
                      type="button"
                      onMouseEnter={() => setPicked(row)}
                      onMouseLeave={() => setPicked(null)}
                      onFocus={() => setPicked(row)}
                      onBlur={() => setPicked(null)}
                    >
                      <span style={{ color: lineColour(row) }} aria-hidden="true">
                        ▬
                      </span>{' '}
                      {run === undefined ? '' : shortName(run)} {last === null ? '' : trans.__('ends at %1', numberText(last))}
                    </button>
                  </li>
                );
              })}
            </ul>
          </figure>
        );
      })}
    </div>
  );
}
