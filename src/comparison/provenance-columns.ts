import type { Cell, Column, Facet } from './comparison';
import { factColumn } from './fact-columns';
import { distinct } from './rows';
import type { RunFacts } from './run-facts';

/** What cost and inputs make of the runs: columns, what is only named, what is the same. */
export interface ComparedProvenance {
  readonly columns: readonly Column[];
  /** Files that differ and have no column. */
  readonly others: readonly string[];
  readonly same: readonly { readonly facet: Facet; readonly name: string; readonly value: Cell }[];
}

const mostInputs = 6;

/**
 * Files that steps have read from outside, by content: the first seven digits of its sha1, `not read`, `not there`. A file that only one of
 * several runs has read, and more than a few, are only named. Nothing is said of runs that have not noted their inputs.
 */
export function inputColumns(runs: readonly RunFacts[]): ComparedProvenance {
  const names = [...new Set(runs.flatMap(run => [...(run.inputs?.keys() ?? [])]))].sort();
  const all = names.map(name => {
    const contents = runs.map(run => (run.inputs === null ? null : (run.inputs.get(name) ?? 'not read')));
    return { name, versions: distinct(contents.filter(each => each !== null)), readers: readersOf(runs, name), contents };
  });
  const differing = all.filter(each => each.versions > 1).sort((a, b) => a.versions - b.versions);
  const telling = differing
    .filter(({ versions, readers }) => runs.length <= 2 || (versions < runs.length && readers > 1))
    .slice(0, mostInputs);
  return {
    columns: telling.map(({ name, contents }) => factColumn('input', name, shortContents(contents), false)),
    others: differing.filter(each => !telling.includes(each)).map(each => each.name),
    same: all
      .filter(({ versions, contents }) => versions === 1 && contents.every(each => each !== null))
      .map(({ name, contents }) => ({ facet: 'input', name, value: shortContents(contents)[0] ?? null }))
  };
}

function readersOf(runs: readonly RunFacts[], name: string): number {
  return runs.filter(run => run.inputs?.has(name) === true).length;
}

/** Equal texts stand for equal contents: where short forms would be equal and contents are not, they are numbered. */
function shortContents(contents: readonly (string | null)[]): Cell[] {
  const texts = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const content of contents) {
    if (content === null || texts.has(content)) continue;
    const text = shortContent(content);
    const count = (taken.get(text) ?? 0) + 1;
    taken.set(text, count);
    texts.set(content, count === 1 ? text : `${text} (${count})`);
  }
  return contents.map(each => (each === null ? null : (texts.get(each) ?? null)));
}

/** `sha1:3f2a…` becomes its first seven digits; a file too large to be hashed goes by its size and time. */
function shortContent(content: string): string {
  if (content === 'gone') return 'not there';
  const [kind, text = '', time = ''] = content.split(':');
  if (kind === 'sha1') return text.slice(0, 7);
  if (kind !== 'stat') return content;
  const moment = new Date(Number(time) / 1e6);
  return `${text} B${Number.isNaN(moment.getTime()) ? '' : ` of ${moment.toISOString().slice(0, 19)}Z`}`;
}

/** Below this part of the largest one, differences in cost are those that any two runs have. */
const noise = 0.1;

/** CPU time and peak memory, where one run differs from another by more than a tenth; else they are among what is the same, as a range. */
export function costColumns(runs: readonly RunFacts[]): ComparedProvenance {
  const all = [
    factColumn(
      'cost',
      'CPU time (s)',
      runs.map(run => (run.cost === null ? null : rounded(run.cost.cpu / 1000))),
      true
    ),
    factColumn(
      'cost',
      'peak memory (MB)',
      runs.map(run => (run.cost === null ? null : rounded(run.cost.peakMemory / 1e6))),
      true
    )
  ].map(column => ({ column, ...rangeOf(column.values) }));
  return {
    columns: all.filter(({ least, most }) => most - least > noise * most).map(each => each.column),
    others: [],
    same: all
      .filter(({ column, least, most }) => most - least <= noise * most && column.values.every(each => each !== null))
      .map(({ column, least, most }) => ({
        facet: 'cost',
        name: column.name,
        value: least === most ? least : `${least} to ${most}`
      }))
  };
}

/** Milliseconds and kilobytes are no digits to compare by. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function rangeOf(values: readonly Cell[]): { readonly least: number; readonly most: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (typeof value !== 'number') continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}
