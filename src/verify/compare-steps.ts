import type { PreparedRun } from '../scheduler/prepared-run';
import type { Description } from '../task/describe/description';
import type { Control, Slot, SlotVersion } from '../task/protocol';
import { deviatingLines, firstDeviation, isNotStored, variableIn } from './compare';
import { describeStored } from './describe-flow';
import { printedBy, type FlowRun } from './flow-run';
import type { Reference, ReferenceStep } from './reference';
import { haveSameContent, slotsAfter, variablesIn } from './stored-variables';
import type { Difference, StepReport, Verdict } from './verify-report';

/** Everything that was run. */
export interface Measured {
  readonly prepared: PreparedRun;
  /** Absolute path of the notebook. */
  readonly notebook: string;
  readonly control: Control;
  readonly reference: Reference;
  readonly flows: readonly FlowRun[];
  readonly temporary: string;
  /** Names that are not compared. */
  readonly without: readonly string[];
}

/** A step's comparison, to be told once it is known whether the kernel agrees with itself. */
export interface ComparedStep {
  readonly isSame: boolean;
  /** `again`: the same cells run in the kernel a second time; null when nobody needs to ask. */
  report(again: Reference | null): StepReport;
}

/** Processes that describe at a time. */
const atATime = 2;

/** Loads what each step has left from the stores and compares it with what the kernel had. */
export async function compareSteps(measured: Measured, interrupted: AbortSignal): Promise<ComparedStep[]> {
  const waiting = [...measured.reference.steps.entries()];
  const found: ComparedStep[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      found[next[0]] = await compareStep(measured, next[1], interrupted);
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return found;
}

/** What one run of the flow had after a step. */
interface Side {
  readonly workers: number;
  readonly description: Description;
  readonly stdout: string;
}

async function compareStep(measured: Measured, step: ReferenceStep, interrupted: AbortSignal): Promise<ComparedStep> {
  const position = measured.prepared.graph.steps.findIndex(each => each.name === step.step);
  const sides: Side[] = [];
  let before: Readonly<Record<Slot, SlotVersion>> | null = null;
  for (const flow of measured.flows) {
    const slots = slotsAfter(flow.state, position);
    const known: Side | undefined = before !== null && haveSameContent(before, slots) ? sides.at(-1) : undefined;
    const description = known?.description ?? (await describeStep(measured, flow, step, slots, interrupted));
    sides.push({ workers: flow.state.plan.maxWorkers, description, stdout: printedBy(flow, step.step) });
    before = slots;
  }
  return comparison(step, sides, measured.prepared);
}

async function describeStep(
  { prepared, notebook, control, temporary, without }: Measured,
  flow: FlowRun,
  { step, description }: ReferenceStep,
  slots: Readonly<Record<Slot, SlotVersion>>,
  interrupted: AbortSignal
): Promise<Description> {
  const inKernel = description.variables.map(each => each.name);
  const names = [...new Set([...inKernel, ...ownVariables(slots, prepared)])].filter(name => !without.includes(name)).sort();
  const { graph, code, parameters } = prepared;
  const setup = graph.facts.filter(facts => graph.setup.includes(facts.cell)).map(facts => facts.index);
  const digests = Object.fromEntries(description.variables.map(each => [each.name, each.digest]));
  return await describeStored({ flow, notebook, code, step, setup, parameters, control, slots, names, digests, temporary }, interrupted);
}

/** Variables of the flow; what only a scratch cell defines, and what takes a caught error, is none, unless the kernel has it too. */
function ownVariables(slots: Readonly<Record<Slot, SlotVersion>>, { plan }: PreparedRun): string[] {
  const errors = plan.steps.map(each => each.catches);
  return variablesIn(slots).filter(name => {
    const version = slots[name];
    if (errors.includes(name)) return false;
    return version?.kind !== 'definition' || plan.scratch[name]?.includes(version.cell) !== true;
  });
}

function comparison(step: ReferenceStep, sides: readonly Side[], { plan }: PreparedRun): ComparedStep {
  const names = [...new Set([step, ...sides].flatMap(each => each.description.variables.map(({ name }) => name)))];
  const notStored = names.filter(name => sides.some(side => isNotStored(variableIn(side.description, name))));
  const found = names.flatMap(name => (notStored.includes(name) ? [] : firstDifference(step, sides, name, null)));
  const printed = printedDifference(step, sides, null);
  return {
    isSame: found.length + printed.length === 0,
    report(again) {
      const other = again?.steps.find(each => each.step === step.step) ?? null;
      const left = [...found.flatMap(each => firstDifference(step, sides, each.variable, other)), ...printedDifference(step, sides, other)];
      const uncertain = [...found, ...printed].filter(each => !left.some(one => one.variable === each.variable));
      const verdict: Verdict = left.length > 0 ? 'different' : uncertain.length > 0 ? 'uncertain' : 'same';
      const variables = names.filter(name => !notStored.includes(name) && !(name in plan.scratch)).length;
      return { step: step.step, verdict, variables, differences: left, uncertain, notStored, failure: null };
    }
  };
}

/** `other`: the same step in a second run of the kernel; what differs between the two does not count. */
function firstDifference(step: ReferenceStep, sides: readonly Side[], name: string, other: ReferenceStep | null): Difference[] {
  const kernel = variableIn(step.description, name);
  const unsteady = other === null ? new Set<number>() : deviatingLines(kernel, variableIn(other.description, name));
  if (unsteady === null) return [];
  for (const { description, workers } of sides) {
    const found = firstDeviation(kernel, variableIn(description, name), unsteady);
    if (found !== null) return [{ variable: name, path: found.path, kernel: found.left, flow: found.right, workers }];
  }
  return [];
}

function printedDifference(step: ReferenceStep, sides: readonly Side[], other: ReferenceStep | null): Difference[] {
  const lines = step.stdout.split('\n');
  const again = other?.stdout.split('\n') ?? lines;
  if (again.length !== lines.length) return [];
  for (const { stdout, workers } of sides) {
    const flow = stdout.split('\n');
    const at = lines.findIndex((line, index) => line === again[index] && line !== flow[index]);
    const row = at >= 0 ? at : flow.length > lines.length ? lines.length : -1;
    if (row >= 0)
      return [{ variable: 'stdout', path: `stdout line ${row + 1}`, kernel: quoted(lines[row]), flow: quoted(flow[row]), workers }];
  }
  return [];
}

function quoted(line: string | undefined): string {
  return line === undefined ? '(nothing)' : JSON.stringify(line.slice(0, 200));
}
