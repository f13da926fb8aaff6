import type { ColumnSummary } from '../../../src/server/api/artifact';

/** A bar of a plot: `share` of the highest one, 0 to 1. */
export interface PlotBar {
  readonly label: string;
  readonly share: number;
  /** Ends of the bin; empty for a text. */
  readonly from: string;
  readonly to: string;
}

/** The bars of a column: its bins, or its most frequent values. */
export function plotBars({ bins, top }: ColumnSummary): PlotBar[] {
  const counts = (bins ?? top ?? []).map(({ count }) => count);
  const highest = Math.max(1, ...counts);
  if (bins !== null)
    return bins.map(({ from, to, count }) => {
      const [start, end] = [shortNumber(from), shortNumber(to)];
      return { label: `${start} … ${end}: ${count.toLocaleString()}`, share: count / highest, from: start, to: end };
    });
  return (top ?? []).map(({ text, count }) => ({ label: `${text}: ${count.toLocaleString()}`, share: count / highest, from: '', to: '' }));
}

/** A number in at most five digits. */
export function shortNumber(value: number): string {
  return Number(value.toPrecision(5)).toString();
}
