import type { CellFacts, Parameter } from '../language/language';
import type { Notebook } from '../notebook/cell';
import { flowCells, isSetup, type FlowCell } from './flow-cells';
import { proposeRole, type ProposedRole } from './propose-role';
import { nameFromHeading, nameFromVariables, uniqueName } from './propose-names';
import { resolveNames, type Resolution } from './resolve-names';
import { sectionsOf, type Section } from './sections';

/** What a cell would become, and why. */
export interface Proposal {
  readonly cell: string;
  readonly index: number;
  /** `step:<name>`, `parameters`, or null: it stays out of the flow. A cell that is parameters or setup already keeps its tag. */
  readonly tag: string | null;
  readonly why: string;
}

/** A code cell with what the proposal made of it. */
export interface Candidate {
  readonly cell: FlowCell;
  readonly role: ProposedRole;
}

/**
 * Steps for a notebook that has none, from its headings and its data flow; one proposal for each code cell, in order.
 * A section of the notebook becomes a step; long sections are split where nothing flows from one cell to the next, sections without a
 * heading cell by cell, and a foreach gets a step of its own.
 */
export function proposeSteps(
  notebook: Notebook,
  facts: readonly CellFacts[],
  parametersOf: (cell: FlowCell) => readonly Parameter[]
): Proposal[] {
  const cells = flowCells(notebook, facts);
  const resolution = resolveNames(cells.map(each => ({ ...each, role: { kind: 'step', step: String(each.cell.index) } })));
  const candidates = cells.map((cell): Candidate => {
    if (isSetup(cell)) return { cell, role: { kind: 'none', why: 'it is tagged already' } };
    const role = proposeRole(cell, cells, resolution, parametersOf);
    return { cell, role: role.kind === 'parameters' && cells.some(isSetup) ? { ...role, kind: 'step' } : role };
  });
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const section of sectionsOf(notebook)) {
    const own = candidates.filter(each => each.role.kind === 'step' && section.cells.includes(each.cell.cell.index));
    for (const group of groupsOf(section, own, resolution)) {
      const name = uniqueName(nameOf(section, group, taken, resolution), taken);
      taken.add(name);
      for (const { cell } of group) names.set(cell.cell.index, name);
    }
  }
  return candidates.map(({ cell, role }) => {
    const name = names.get(cell.cell.index);
    const own = isSetup(cell) ? cell.role.kind : null;
    const tag = role.kind === 'parameters' ? 'parameters' : name === undefined ? own : `step:${name}`;
    return { cell: cell.cell.id, index: cell.cell.index, tag, why: role.why };
  });
}

/** The most cells that a section keeps in one step whatever flows between them. */
const fewCells = 3;

function groupsOf(section: Section, cells: readonly Candidate[], resolution: Resolution): Candidate[][] {
  const groups: Candidate[][] = [];
  for (const cell of cells) {
    const group = groups.at(-1);
    if (group === undefined || startsGroup(section, cells, group, cell, resolution)) groups.push([cell]);
    else group.push(cell);
  }
  return groups;
}

function startsGroup(
  section: Section,
  cells: readonly Candidate[],
  group: readonly Candidate[],
  next: Candidate,
  resolution: Resolution
): boolean {
  if (isForeach(next) || group.some(isForeach)) return true;
  const made = new Set(group.flatMap(each => touchedBy(each.cell, resolution)));
  const changed = changedBy(next.cell, resolution);
  const used = readBy(next.cell, resolution);
  if (changed.length + used.length === 0) return false;
  if (section.heading !== null && isBetweenUses(next, cells, resolution)) return false;
  if (section.heading === null && changed.some(name => !made.has(name))) return true;
  if (section.heading !== null && cells.length <= fewCells) return false;
  return ![...used, ...changed].some(name => made.has(name));
}

function nameOf(section: Section, group: readonly Candidate[], taken: ReadonlySet<string>, resolution: Resolution): string {
  const heading = section.heading === null ? null : nameFromHeading(section.heading);
  const made = byUse(group, resolution);
  if (heading === null)
    return nameFromVariables(
      made,
      group.flatMap(each => readBy(each.cell, resolution))
    );
  const main = made[0]?.replace(/[^A-Za-z0-9_]/g, '') ?? '';
  return taken.has(heading) && main !== '' ? `${heading}_${main}` : heading;
}

/** What a group makes, most read by other cells first. */
function byUse(group: readonly Candidate[], resolution: Resolution): string[] {
  const own = new Set(group.map(each => each.cell.cell.index));
  const made = new Map(group.flatMap(each => changedBy(each.cell, resolution)).map(name => [name, 0]));
  for (const { reader, name, source } of resolution.reads)
    if (source.kind === 'value' && own.has(source.cell.cell.index) && !own.has(reader.cell.index))
      made.set(name, (made.get(name) ?? 0) + 1);
  return [...made].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

function isForeach({ cell }: Candidate): boolean {
  return cell.facts.foreach !== null;
}

function changedBy(cell: FlowCell, resolution: Resolution): string[] {
  return resolution.changes.filter(change => change.by.cell.index === cell.cell.index).map(change => change.name);
}

/** What it changes, and what it may change through another name or by a function. */
function touchedBy(cell: FlowCell, resolution: Resolution): string[] {
  const changed = changedBy(cell, resolution);
  return cell.facts.quiet ? changed : [...changed, ...readBy(cell, resolution)];
}

/** True where a cell above does nothing but tell a module something (`await data.load()`), and this cell or one below uses the module. */
function isBetweenUses(next: Candidate, cells: readonly Candidate[], resolution: Resolution): boolean {
  const at = cells.indexOf(next);
  const told = cells.slice(0, at).filter(({ cell }) => changedBy(cell, resolution).length === 0);
  const modules = new Set(told.flatMap(({ cell }) => modulesOf(cell, resolution)));
  return cells.slice(at).some(({ cell }) => modulesOf(cell, resolution).some(name => modules.has(name)));
}

/** Modules that may keep what they are told from one call to the next; those of Node, of the kernel and of tables do not. */
const stateless = /^node:|^(fs|fs\/promises|path|os|util|crypto|assert|url|tslab|apache-arrow|headwater)$/;

/** The imported names that it uses, of modules that may have a state. */
function modulesOf(cell: FlowCell, resolution: Resolution): string[] {
  const reads = resolution.reads.filter(read => read.reader.cell.index === cell.cell.index);
  return reads.flatMap(({ name, source }) => {
    const definitions = source.kind === 'definition' ? source.cell.facts.definitions : [];
    const module = definitions.find(each => each.name === name)?.module ?? null;
    return module === null || stateless.test(module) ? [] : [name];
  });
}

function readBy(cell: FlowCell, resolution: Resolution): string[] {
  return resolution.reads.filter(read => read.reader.cell.index === cell.cell.index && read.source.kind === 'value').map(read => read.name);
}
