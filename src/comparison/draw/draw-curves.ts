import { box, element, type CardElement } from '../../card/node';
import type { Comparison, Curve } from '../comparison';
import { lineColour, scaleOf, pathOf, type Scale } from '../line-chart';
import { numberText } from '../number-text';
import { shortName } from './draw-runs';

const mostCurves = 4;
const mostNamed = 8;
const size = { width: 320, height: 180, left: 44, bottom: 20, top: 8, right: 8 };

/** Learning curves of the runs over each other, as static SVG; null when there are none. */
export function drawCurves(comparison: Comparison): CardElement | null {
  if (comparison.curves.length === 0) return null;
  return box(
    'div',
    'hw-curves',
    comparison.curves.slice(0, mostCurves).map(curve => drawCurve(comparison, curve))
  );
}

function drawCurve(comparison: Comparison, { name, lines }: Curve): CardElement {
  const scale = scaleOf(lines, size);
  const nameOf = (row: number): string => {
    const run = comparison.runs[row];
    return run === undefined ? '' : shortName(run);
  };
  const paths = lines.map(line =>
    element(
      'path',
      { d: pathOf(line, scale), ...plainLine, stroke: lineColour(line.row), 'stroke-dasharray': dashes(line.row) },
      element('title', null, nameOf(line.row))
    )
  );
  const legend = lines.slice(0, mostNamed).map(({ row, ys }) => {
    const last = ys.findLast(each => each !== null);
    return element(
      'li',
      null,
      element('span', { style: `color:${lineColour(row)}`, 'aria-hidden': 'true' }, '▬ '),
      `${nameOf(row)}${last === undefined || last === null ? '' : ` ends at ${numberText(last)}`}`
    );
  });
  const more = lines.length > mostNamed ? [element('li', null, `and ${lines.length - mostNamed} more`)] : [];
  return box(
    'figure',
    'hw-curve',
    element('figcaption', null, name),
    element(
      'svg',
      {
        viewBox: `0 0 ${size.width} ${size.height}`,
        width: size.width,
        height: size.height,
        'font-size': 10,
        role: 'img',
        'aria-label': `${name}: curves of ${lines.length} runs`
      },
      drawAxes(scale),
      paths
    ),
    box('ul', 'hw-legend', [...legend, ...more])
  );
}

/** Where styles are taken away, as on GitHub, a line must not be filled. */
const plainLine = { fill: 'none', 'stroke-width': 1.6 } as const;

/** Lines are told apart without their colours too. */
function dashes(row: number): string | null {
  return [null, '6 3', '2 2', '8 3 2 3'][Math.floor(row / 8) % 4] ?? null;
}

function drawAxes({ x, y }: Scale): CardElement {
  const { left, width, height, bottom, top, right } = size;
  const floor = height - bottom;
  return element(
    'g',
    null,
    element('path', { class: 'hw-axis', ...plainLine, stroke: 'currentColor', d: `M${left} ${top}V${floor}H${width - right}` }),
    element('text', { x: left - 4, y: top + 8, 'text-anchor': 'end' }, numberText(y.most)),
    element('text', { x: left - 4, y: floor, 'text-anchor': 'end' }, numberText(y.least)),
    element('text', { x: left, y: height - 6 }, numberText(x.least)),
    element('text', { x: width - right, y: height - 6, 'text-anchor': 'end' }, numberText(x.most))
  );
}
