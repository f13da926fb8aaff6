import type { Curve } from './comparison';
import type { Range } from './deltas';

/** Where a chart's plane lies, in units of its SVG. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From values to places. */
export interface Scale {
  readonly x: Range;
  readonly y: Range;
  placeX(value: number): number;
  placeY(value: number): number;
}

type Line = Pick<Curve['lines'][number], 'xs' | 'ys'>;

/** A linear scale that has room for all lines. */
export function scaleOf(lines: readonly Line[], size: ChartSize): Scale {
  const xs = extent(lines.flatMap(({ xs: own, ys }) => own ?? [0, ys.length - 1]));
  const ys = extent(lines.flatMap(line => line.ys));
  return planeOf(xs, ys, size);
}

/** A linear scale over given ranges. */
export function planeOf(x: Range, y: Range, { width, height, left, right, top, bottom }: ChartSize): Scale {
  return {
    x,
    y,
    placeX: value => left + ((value - x.least) / (x.most - x.least)) * (width - left - right),
    placeY: value => height - bottom - ((value - y.least) / (y.most - y.least)) * (height - top - bottom)
  };
}

/** Half the length of the dash that stands for a point without neighbours. */
const halfDash = 2;

/** The SVG path of a line, broken where it has no value. */
export function pathOf({ xs, ys }: Line, scale: Scale): string {
  const isThere = (at: number): boolean => (ys[at] ?? null) !== null;
  return ys
    .map((y, at) => {
      if (y === null) return '';
      const [left, top] = [scale.placeX(xs?.[at] ?? at), scale.placeY(y)];
      if (!isThere(at - 1) && !isThere(at + 1)) return `M${short(left - halfDash)} ${short(top)}h${2 * halfDash}`;
      return `${isThere(at - 1) ? 'L' : 'M'}${short(left)} ${short(top)}`;
    })
    .join('');
}

/** The least and the most of what is there; a range of its own where all are equal. */
export function extent(values: readonly (number | null)[]): Range {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return { least: 0, most: 1 };
  return least === most ? { least: least - 0.5, most: most + 0.5 } : { least, most };
}

/** Eight colours that can be told apart on light and dark ground, also by most who see colours differently. */
const colours = ['#3b7fd4', '#d9822b', '#2f9e5b', '#b0509e', '#c4432f', '#12929e', '#8a7c1f', '#7a6ad8'];

/** The colour of a run's line. */
export function lineColour(row: number): string {
  return colours[row % colours.length] ?? 'currentColor';
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
