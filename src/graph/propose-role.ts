import type { Parameter } from '../language/language';
import type { FlowCell } from './flow-cells';
import type { Resolution } from './resolve-names';

/** What a cell is best for, with the reason in a few words. */
export interface ProposedRole {
  readonly kind: 'parameters' | 'step' | 'none';
  readonly why: string;
}

/** Judges one cell by what it defines, changes and reads. */
export function proposeRole(
  cell: FlowCell,
  cells: readonly FlowCell[],
  resolution: Resolution,
  parametersOf: (cell: FlowCell) => readonly Parameter[]
): ProposedRole {
  const { facts } = cell;
  const error = facts.diagnostics.find(each => each.severity === 'error');
  if (error !== undefined) return none(`it has an error, ${error.code}`);
  if (withoutComments(cell.cell.source) === '') return none('it holds no code');
  if (isParameters(cell, cells, resolution, parametersOf)) return { kind: 'parameters', why: 'literal settings that later cells use' };
  if (facts.onlyDefines) return none('it only defines; steps find what they use');
  const changes = resolution.changes.filter(change => change.by.cell.index === cell.cell.index);
  if (facts.foreach !== null) return { kind: 'step', why: 'a foreach' };
  if (changes.length === 0 && facts.quiet) return none('it only shows something');
  if (changes.length === 0) return { kind: 'step', why: 'may have an effect' };
  const names = [...new Set(changes.map(change => change.name))];
  return { kind: 'step', why: `makes ${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''}` };
}

/** The first cell that makes values at all, when it is nothing but literals that no other cell changes and a later cell uses one of them. */
function isParameters(
  cell: FlowCell,
  cells: readonly FlowCell[],
  resolution: Resolution,
  parametersOf: (cell: FlowCell) => readonly Parameter[]
): boolean {
  const first = cells.find(each => each.facts.writes.length > 0 && !each.facts.onlyDefines);
  const { writes, reads, mutates, definitions } = cell.facts;
  if (first !== cell || writes.length === 0 || reads.length + mutates.length + definitions.length > 0) return false;
  const literals = new Set(parametersOf(cell).map(each => each.name));
  if (!writes.every(use => literals.has(use.name)) || callsSomething(cell.cell.source)) return false;
  if (resolution.changes.some(change => change.by.cell.index !== cell.cell.index && literals.has(change.name))) return false;
  return resolution.reads.some(read => read.source.kind === 'value' && read.source.cell.cell.index === cell.cell.index);
}

/** True for a cell that calls nothing and has no control flow: cheap to run at the start of every task. */
export function onlyLiterals(source: string): boolean {
  return !callsSomething(source) && !/\b(for|while|do|new|await|import)\b|=>/.test(withoutStrings(source));
}

/** A cell that also prints or calls is no mere list of literals; strings and comments are left out. */
function callsSomething(source: string): boolean {
  return /[\w$\])]\s*\(/.test(withoutStrings(source));
}

function withoutStrings(source: string): string {
  return withoutComments(source).replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g, '""');
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '').trim();
}

function none(why: string): ProposedRole {
  return { kind: 'none', why };
}
