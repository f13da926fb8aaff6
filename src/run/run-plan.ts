import type { FlowGraph, StepKind, StepNode } from '../graph/flow-graph';
import type { CellFacts } from '../language/language';
import type { Slot } from '../task/protocol';

/** A step as the run sees it: what is predicted, and how it may be started. Frozen. */
export interface PlannedStep {
  readonly name: string;
  readonly position: number;
  readonly kind: StepKind;
  /** Indexes of its code cells, in order; at least one. */
  readonly cells: readonly number[];
  /** Names that it may read from before it. */
  readonly reads: readonly string[];
  /** Names that it may write. */
  readonly writes: readonly string[];
  /** Names that its cells define, with the last cell that does. */
  readonly definitions: Readonly<Record<string, number>>;
  /** False: it starts only when everything before it has committed. */
  readonly guess: boolean;
  /** True: a fresh process for each foreach item. */
  readonly isolated: boolean;
  /** Attempts after the first. */
  readonly retries: number;
  /** Milliseconds between attempts. */
  readonly retryDelay: number;
  /** Milliseconds that an execution may take; null for no limit. */
  readonly timeout: number | null;
  /** Variable that is set to the error when the step has failed for good, so that the run goes on; null: a failure fails the run. */
  readonly catches: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** How the step's tables are stored; left out: as Arrow. */
  readonly tables?: 'parquet';
  /** Names that code after this step mentions. */
  readonly needed: readonly string[];
}

/** What a run will do, fixed before it begins. Frozen, JSON. */
export interface RunPlan {
  readonly steps: readonly PlannedStep[];
  /** Names that scratch cells define, with every cell that does, ascending. */
  readonly scratch: Readonly<Record<string, readonly number[]>>;
  /** Names that the parameters and setup cells make, with the last cell that does. */
  readonly setup: Readonly<Record<string, number>>;
  /** For each name the cells that may hold a slot `name@cell` of their own: its contested bindings and its definitions. */
  readonly frames: Readonly<Record<string, readonly number[]>>;
  /** `name@cell` -> hash of that definition's compiled expression. */
  readonly definitionHashes: Readonly<Record<string, string>>;
  /** False, for tests only: what an execution has read is never found to be wrong. */
  readonly validate: boolean;
  /** Processes that may run at a time; at least 1. */
  readonly maxWorkers: number;
  /** Names of the recorded first and last step, free of the user's own names. */
  readonly startStep: string;
  readonly endStep: string;
}

/** How the user wants the run. */
export interface RunOptions {
  readonly maxWorkers: number;
  /** Strictly in notebook order, one at a time. */
  readonly serial: boolean;
  /** False, for tests only; left out: true. */
  readonly validate?: boolean;
}

/** What a plan needs of a cell's code. */
export interface CellFrame {
  readonly index: number;
  /** Its contested names, as `CellCode` gives them. */
  readonly contested: readonly string[];
  /** Its definitions that are made of variables (`DefinitionCode.madeOf`): its step leaves these behind. */
  readonly composed: readonly string[];
  /** For each of its definitions a hash of the compiled expression. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** The plan of a run of a graph that has no errors. */
export function planRun(graph: FlowGraph, frames: readonly CellFrame[], options: RunOptions): RunPlan {
  const inSteps = new Set(graph.steps.flatMap(step => step.cells));
  const inSetup = new Set(graph.setup);
  const setup = graph.facts.filter(facts => inSetup.has(facts.cell));
  const scratch = graph.facts.filter(facts => !inSteps.has(facts.cell) && !inSetup.has(facts.cell));
  const names = new Set(graph.steps.map(step => step.name));
  return Object.freeze({
    steps: graph.steps.map(step => planStep(step, graph, frames, options)),
    scratch: cellsByName(scratch, definedNames),
    setup: lastCells(setup, madeNames),
    frames: cellsByFrame(graph.facts, frames),
    definitionHashes: hashesByDefinition(frames),
    validate: options.validate ?? true,
    maxWorkers: options.serial ? 1 : Math.max(1, options.maxWorkers),
    startStep: freeName('start', names),
    endStep: freeName('end', names)
  });
}

function planStep(step: StepNode, graph: FlowGraph, frames: readonly CellFrame[], options: RunOptions): PlannedStep {
  const facts = graph.facts.filter(each => step.cells.includes(each.cell));
  const own = frames.filter(({ index }) => facts.some(each => each.index === index));
  const { settings } = step;
  return Object.freeze({
    name: step.name,
    position: step.position,
    kind: step.kind,
    cells: facts.map(each => each.index),
    reads: step.reads,
    writes: [...new Set([...step.writes, ...own.flatMap(({ composed }) => composed)])],
    definitions: lastCells(facts, definedNames),
    guess: !options.serial && settings.parallel !== false && settings.effects !== true && isReadLater(step, graph),
    isolated: settings.isolation === 'task',
    retries: settings.retry?.times ?? 0,
    retryDelay: (settings.retry?.minutesBetweenRetries ?? 0) * 60_000,
    timeout: settings.timeout === undefined ? null : settings.timeout.seconds * 1000,
    catches: settings.catch?.var ?? null,
    environment: settings.environment ?? {},
    ...(settings.tables === 'parquet' ? { tables: settings.tables } : {}),
    needed: [...new Set(graph.steps.filter(each => each.position > step.position).flatMap(each => [...each.reads, ...each.writes]))]
  });
}

/** A step whose results nobody reads sends, deploys or prints: it is not cheap to run it on a guess. */
function isReadLater(step: StepNode, graph: FlowGraph): boolean {
  const made = new Set([...step.writes, ...graph.facts.filter(each => step.cells.includes(each.cell)).flatMap(definedNames)]);
  return graph.steps.some(each => each.position > step.position && each.reads.some(name => made.has(name)));
}

function cellsByName(facts: readonly CellFacts[], namesOf: (facts: CellFacts) => readonly string[]): Record<string, number[]> {
  const cells: Record<string, number[]> = Object.create(null);
  for (const each of facts)
    for (const name of namesOf(each)) {
      const list = (cells[name] ??= []);
      if (!list.includes(each.index)) list.push(each.index);
    }
  return cells;
}

function lastCells(facts: readonly CellFacts[], namesOf: (facts: CellFacts) => readonly string[]): Record<string, number> {
  const cells: Record<string, number> = Object.create(null);
  for (const each of facts) for (const name of namesOf(each)) cells[name] = each.index;
  return cells;
}

/** Types leave nothing behind at run time. */
function definedNames(facts: CellFacts): string[] {
  return facts.definitions.filter(each => each.kind !== 'type').map(each => each.name);
}

function madeNames(facts: CellFacts): string[] {
  return [...definedNames(facts), ...facts.writes.map(each => each.name)];
}

function cellsByFrame(facts: readonly CellFacts[], frames: readonly CellFrame[]): Record<string, number[]> {
  const cells = cellsByName(facts, definedNames);
  for (const { index, contested } of frames)
    for (const name of contested) {
      const list = (cells[name] ??= []);
      if (!list.includes(index)) list.push(index);
    }
  return cells;
}

function hashesByDefinition(frames: readonly CellFrame[]): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const { index, hashes } of frames) for (const [name, hash] of Object.entries(hashes)) found[`${name}@${index}`] = hash;
  return found;
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  while (taken.has(name)) name = `headwater_${name}`;
  return name;
}

/** True for a slot that is a file or a folder. */
export function isFileSlot(slot: Slot): boolean {
  return slot.startsWith('file:') || slot.startsWith('folder:');
}

/** The name a slot belongs to: `x` for `x`, `x@3` and `x@3.state`; a file or folder is its own. */
export function nameOfSlot(slot: Slot): string {
  if (isFileSlot(slot)) return slot;
  const at = slot.indexOf('@');
  return at < 0 ? slot : slot.slice(0, at);
}
