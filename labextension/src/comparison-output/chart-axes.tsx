import type { JSX } from 'react';
import type { Scale } from '../../../src/comparison/line-chart';
import { numberText } from '../../../src/comparison/number-text';

/** The size of every chart here, in units of its SVG. */
export const chartSize = { width: 420, height: 240, left: 52, right: 10, top: 10, bottom: 24 };

/** Two axes with their ends. */
export function ChartAxes({ scale }: { readonly scale: Scale }): JSX.Element {
  const { left, right, top, bottom, width, height } = chartSize;
  const floor = height - bottom;
  return (
    <g className="jp-HeadwaterCompared-axes" aria-hidden="true">
      <path d={`M${left} ${top}V${floor}H${width - right}`} />
      <text x={left - 4} y={top + 8} textAnchor="end">
        {numberText(scale.y.most)}
      </text>
      <text x={left - 4} y={floor} textAnchor="end">
        {numberText(scale.y.least)}
      </text>
      <text x={left} y={height - 8}>
        {numberText(scale.x.least)}
      </text>
      <text x={width - right} y={height - 8} textAnchor="end">
        {numberText(scale.x.most)}
      </text>
    </g>
  );
}
