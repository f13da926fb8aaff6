import { box, element, type CardElement, type CardNode } from '../../card/node';
import { cellText } from '../cell-value';
import type { Column, ComparedRun, Comparison, Facet } from '../comparison';
import { barLength, deltaOf, rangeOf, type Range } from '../deltas';
import { durationText } from '../../duration-text';
import { momentText } from '../number-text';
import { areSuccessful, firstRows, shortTag, shortTitle } from '../rows';

const mostRows = 100;
const mostColumns = 14;
const mostNames = 30;

/** Characters of a column's name in its head. */
export const longestTitle = 48;

/** The table of runs: what differs, metrics with bars, differences to the baseline, the best marked by a star and a word. */
export function drawRuns(comparison: Comparison): CardElement {
  const columns = comparison.columns.slice(0, mostColumns);
  const ranges = columns.map(each => (each.facet === 'metric' ? rangeOf(each.values) : null));
  const rows = firstRows(comparison, mostRows).map(row => drawRow(comparison, columns, ranges, row));
  const hidden = comparison.total - rows.length;
  const left = comparison.columns.slice(mostColumns).map(each => each.name);
  return box(
    'div',
    'hw-runs-box',
    element(
      'div',
      { class: 'hw-scroll hw-runs', tabindex: 0, role: 'region', 'aria-label': 'Runs' },
      element(
        'table',
        null,
        element('caption', { class: 'hw-note' }, captionOf(comparison)),
        element('thead', null, element('tr', null, headCells(columns, areSuccessful(comparison.runs)))),
        element('tbody', null, rows)
      )
    ),
    hidden > 0 ? box('p', 'hw-note', `${hidden.toLocaleString('en')} more runs are not shown here; .table has all.`) : null,
    left.length > 0 ? box('p', 'hw-note', `More columns that differ: ${namesText(left)}.`) : null
  );
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(name => shortTitle(name, longestTitle));
  return shown.join(', ') + (names.length > mostNames ? ` and ${names.length - mostNames} more` : '');
}

function captionOf({ baseline, baselineFrom, runs }: Comparison): string {
  const run = baseline === null ? undefined : runs[baseline];
  return run === undefined
    ? 'What differs between the runs.'
    : `What differs; changes are to ${shortName(run)}, ${baselineFrom}. “?”: guessed from the name.`;
}

function headCells(columns: readonly Column[], isPlain: boolean): CardElement[] {
  const fixed = ['Run', ...(isPlain ? [] : ['Status']), 'Time'].map(text => element('th', { scope: 'col' }, text));
  return [
    ...fixed,
    ...columns.map(each =>
      element('th', headOf(each.name), shortTitle(each.name, longestTitle), ' ', box('span', 'hw-facet', facetText(each)))
    )
  ];
}

/** Attributes of a head: the whole name where it is cut. */
export function headOf(name: string): { readonly scope: 'col'; readonly title: string | null } {
  return { scope: 'col', title: name.length > longestTitle ? name : null };
}

const facets: Readonly<Record<Facet, string>> = {
  parameter: 'parameter',
  metric: 'metric',
  code: 'code',
  environment: 'environment',
  data: 'data',
  input: 'file read',
  cost: 'cost'
};

/** What a column is about, in a few words: `metric · lower is better`; `?` where that is a guess by its name. */
export function facetText({ facet, direction, directionFrom, reduced }: Column): string {
  const good = direction === null ? null : `${direction} is better${directionFrom === 'name' ? '?' : ''}`;
  return [reduced ?? facets[facet], good].filter(each => each !== null).join(' · ');
}

function drawRow(comparison: Comparison, columns: readonly Column[], ranges: readonly (Range | null)[], row: number): CardElement {
  const run = comparison.runs[row];
  if (run === undefined) return element('tr', null);
  const isBase = row === comparison.baseline;
  const name = [
    shortName(run),
    ...(isBase ? [' ', box('span', 'hw-chip', 'baseline')] : []),
    ...run.tags.flatMap(tag => [' ', element('span', { class: 'hw-chip', title: tag }, shortTag(tag))]),
    ' ',
    box('span', 'hw-facet', momentText(run.createdAt))
  ];
  return element(
    'tr',
    { class: isBase ? 'hw-base' : null },
    element('th', { scope: 'row', title: `${run.pathspec}, ${new Date(run.createdAt).toISOString()}` }, name),
    ...(areSuccessful(comparison.runs) ? [] : [element('td', null, statusText(run))]),
    element('td', { class: 'hw-number' }, run.seconds === null ? '–' : durationText(run.seconds * 1000)),
    columns.map((column, at) => drawCell(column, row, comparison.baseline, ranges[at] ?? null))
  );
}

/** A status with its sign. */
export function statusText({ status, problem }: ComparedRun): string {
  const sign = { running: '◔', successful: '✓', failed: '✗', stopped: '■', died: '✗', unfinished: '?' }[status];
  return problem === null ? `${sign} ${status}` : '✗ damaged';
}

/** A run's id without its flow. */
export function shortName({ pathspec }: ComparedRun): string {
  return pathspec.split('/')[1] ?? pathspec;
}

function drawCell(column: Column, row: number, baseline: number | null, range: Range | null): CardElement {
  const value = column.values[row] ?? null;
  if (value === null) return element('td', { class: 'hw-missing' }, element('span', { 'aria-label': 'not there' }, '–'));
  const isBest = column.best.includes(row);
  const delta = column.facet === 'metric' ? deltaOf(column, row, baseline) : null;
  const content: (CardNode | null)[] = [
    isBest ? box('strong', 'hw-best-value', `★ ${cellText(value)}`, element('span', { class: 'hw-word' }, ' best')) : cellText(value),
    ...(delta === null ? [] : [' ', drawDelta(delta)]),
    drawBar(barLength(column, row, range), isBest)
  ];
  return element(
    'td',
    { class: column.isNumeric ? 'hw-number' : null },
    content.filter(each => each !== null)
  );
}

function drawDelta({ text, isBetter }: { readonly text: string; readonly isBetter: boolean | null }): CardElement {
  const word = isBetter === null ? '' : isBetter ? ' better' : ' worse';
  return element('span', { class: `hw-delta${isBetter === null ? '' : isBetter ? ' hw-good' : ' hw-bad'}` }, `${text}${word}`);
}

function drawBar(length: number | null, isBest: boolean): CardElement | null {
  if (length === null) return null;
  const rect = element('rect', {
    x: 0,
    y: 0,
    width: Math.max(1, Math.round(length * 100)),
    height: 4,
    fill: isBest ? '#2f9e5b' : '#3b7fd4'
  });
  return element(
    'svg',
    { class: 'hw-bar', viewBox: '0 0 100 4', width: 60, height: 4, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    element('g', { class: isBest ? 'hw-best' : null }, rect)
  );
}
