import type {
  Cell,
  CodeVersions,
  Column,
  ComparedRun,
  Comparison,
  Curve,
  Exhibit,
  Facet,
  RunGroup
} from '../../../src/comparison/comparison';
import { byName, fields, flag, list, Misfit, number, oneOf, orNull, text, type Reader } from './json-shape';

/** More than `compare` ever writes into an output; what lies beyond comes from elsewhere and is not drawn. */
const [mostRuns, mostColumns, mostCells] = [510, 400, 60_000];
const [mostCurves, mostLines, mostPoints] = [40, 600, 2000];
const [mostMatrixSide, mostTexts, longestPicture] = [200, 600, 8e6];

/**
 * Data of an output as a comparison that can be drawn: a notebook from elsewhere may hold anything, so everything is looked at, and what is
 * too much is cut, with a note. @throws Misfit saying which field is not what it should be
 */
export function readComparison(data: unknown): Comparison {
  const { version, ...read } = anyComparison(data);
  const rows = read.runs.length;
  const columns = unique(read.columns).slice(0, Math.max(1, Math.floor(mostCells / Math.max(1, rows))));
  const isRow = (row: number): boolean => Number.isInteger(row) && row >= 0 && row < rows;
  const rowOf = (row: number | null): number | null => (row !== null && isRow(row) ? row : null);
  const isCut = countOf(data, 'runs') > rows || countOf(data, 'columns') > columns.length;
  return {
    ...read,
    version,
    columns: columns.map(each => ({ ...each, values: each.values.slice(0, rows), best: each.best.filter(isRow) })),
    baseline: rowOf(read.baseline),
    best: rowOf(read.best),
    groups: read.groups.map(each => ({ ...each, rows: each.rows.filter(isRow) })),
    curves: read.curves.map(each => ({ ...each, lines: each.lines.filter(({ row }) => isRow(row)) })),
    exhibits: read.exhibits.map(each => ({ ...each, items: each.items.filter(({ row }) => isRow(row)) })),
    notes: isCut ? [...read.notes, `The first ${rows} runs and ${columns.length} columns are shown here.`] : read.notes
  };
}

function countOf(data: unknown, name: 'runs' | 'columns'): number {
  const found: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : null;
  return Array.isArray(found) ? found.length : 0;
}

/** The first of each id. */
function unique(columns: readonly Column[]): Column[] {
  const seen = new Set<string>();
  return columns.filter(({ id }) => !seen.has(id) && seen.add(id));
}

const cell: Reader<Cell> = value => (typeof value === 'string' ? text(value) : orNull(number)(value));
const texts = list(mostTexts, text);
const facet = oneOf<Facet>('parameter', 'metric', 'code', 'environment', 'data', 'input', 'cost');

const time: Reader<number> = value => {
  const found = number(value);
  // Beyond it a Date has no text.
  if (Math.abs(found) > 8.64e15) throw new Misfit('it is no time');
  return found;
};

const run: Reader<ComparedRun> = fields(field => ({
  pathspec: field('pathspec', text),
  createdAt: field('createdAt', time),
  seconds: field('seconds', orNull(number)),
  status: field('status', text) as ComparedRun['status'],
  user: field('user', orNull(text)),
  tags: field('tags', list(100, text)),
  problem: field('problem', orNull(text))
}));

const column: Reader<Column> = fields(field => ({
  id: field('id', text),
  facet: field('facet', facet),
  name: field('name', text),
  isNumeric: field('isNumeric', flag),
  values: field('values', list(mostRuns, cell)),
  direction: field('direction', orNull(oneOf('lower', 'higher'))),
  directionFrom: field('directionFrom', orNull(oneOf('option', 'name'))),
  best: field('best', list(mostRuns, number)),
  reduced: field('reduced', orNull(text)),
  notes: field('notes', texts)
}));

const group: Reader<RunGroup> = fields(field => {
  const count = field('count', orNull(number));
  return {
    rows: field('rows', list(mostRuns, number)),
    ...(count === null ? {} : { count }),
    label: field(
      'label',
      list(
        100,
        fields(of => ({ name: of('name', text), value: of('value', cell) }))
      )
    ),
    means: field('means', byName(mostColumns, mean)),
    alsoDiffers: field('alsoDiffers', texts)
  };
});

const mean = fields(field => ({ mean: field('mean', number), sd: field('sd', orNull(number)), count: field('count', number) }));

const curve: Reader<Curve> = fields(field => ({
  name: field('name', text),
  lines: field('lines', list(mostLines, fields(of => ({ row: of('row', number), xs: of('xs', orNull(list(mostPoints, number))), ys: of('ys', list(mostPoints, orNull(number))) })))) // prettier-ignore
}));

const picture = fields(field => ({
  kind: field('kind', oneOf('image')),
  mime: field('mime', oneOf('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
  data: field('data', base64)
}));

const matrix = fields(field => ({
  kind: field('kind', oneOf('matrix')),
  rows: field('rows', list(mostMatrixSide, list(mostMatrixSide, number)))
}));

const exhibit: Reader<Exhibit> = fields(field => ({
  name: field('name', text),
  items: field(
    'items',
    list(
      mostLines,
      fields(of => ({ row: of('row', number), finding: of('finding', finding) }))
    )
  )
}));

function finding(value: unknown): Exhibit['items'][number]['finding'] {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'image' ? picture(value) : matrix(value);
}

function base64(value: unknown): string {
  if (typeof value === 'string' && value.length <= longestPicture && /^[A-Za-z0-9+/=\s]*$/.test(value)) return value;
  throw new Misfit('it is no picture in base64');
}

const code: Reader<CodeVersions> = fields(field => ({
  column: field('column', text),
  versions: field(
    'versions',
    list(
      50,
      fields(of => ({ letter: of('letter', text), source: of('source', text) }))
    )
  )
}));

const anyComparison: Reader<Comparison> = fields(field => ({
  version: field('version', known),
  title: field('title', text),
  runs: field('runs', list(mostRuns, run)),
  columns: field('columns', list(mostColumns, column)),
  baseline: field('baseline', orNull(number)),
  baselineFrom: field('baselineFrom', text),
  best: field('best', orNull(number)),
  by: field('by', texts),
  groups: field('groups', list(mostRuns, group)),
  curves: field('curves', list(mostCurves, curve)),
  exhibits: field('exhibits', list(mostCurves, exhibit)),
  code: field('code', list(mostColumns, code)),
  same: field(
    'same',
    list(
      mostTexts,
      fields(of => ({ facet: of('facet', facet), name: of('name', text), value: of('value', text) }))
    )
  ),
  alsoDiffer: field('alsoDiffer', texts),
  total: field('total', number),
  notes: field('notes', texts)
}));

function known(value: unknown): 1 {
  if (value === 1) return 1;
  throw new Misfit('it was made by another version of Headwater');
}
