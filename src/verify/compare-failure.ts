import type { TaskError } from '../task/protocol';
import { onlyInFlow, type FlowRun } from './flow-run';
import { errorLine, type Reference, type ReferenceFailure } from './reference';
import type { Difference, StepReport } from './verify-report';

/**
 * How the step that fails in the kernel ends in the flow; null when none fails in the kernel.
 * @throws HeadwaterError HW365 when the flow fails where the kernel does not
 */
export function compareFailure({ failure }: Reference, flows: readonly FlowRun[]): StepReport | null {
  for (const flow of flows) checkPlace(flow, failure);
  if (failure === null) return null;
  const differences = flows.flatMap(flow => differenceOf(flow, failure));
  const [first] = differences;
  return {
    step: failure.step,
    verdict: first === undefined ? 'same' : 'different',
    variables: 0,
    differences: first === undefined ? [] : [first],
    uncertain: [],
    notStored: [],
    failure: { message: errorLine(failure.said), caught: flows.every(({ state }) => state.front > positionOf(state, failure.step)) }
  };
}

/** A flow may fail in the step in which the kernel fails, or, where that failure is caught, in a later one, to which the kernel does not come. */
function checkPlace({ failure, state }: FlowRun, kernel: ReferenceFailure | null): void {
  if (failure !== null && (kernel === null || state.front < positionOf(state, kernel.step))) throw onlyInFlow(failure);
}

function positionOf({ plan }: FlowRun['state'], step: string): number {
  return plan.steps.findIndex(each => each.name === step);
}

function differenceOf(flow: FlowRun, failure: ReferenceFailure): Difference[] {
  const met = errorOf(flow, failure.step);
  if (met !== null && isSaid(met, failure)) return [];
  const text = met === null ? 'goes on' : `fails: ${met.message}`;
  const { maxWorkers } = flow.state.plan;
  return [{ variable: 'error', path: 'the error', kernel: `fails: ${errorLine(failure.said)}`, flow: text, workers: maxWorkers }];
}

/** The error that the step met: it ended the run or was caught. */
function errorOf({ failure, state }: FlowRun, step: string): TaskError | null {
  const position = positionOf(state, step);
  const caught = state.steps[position]?.units.find(unit => unit.caught !== null)?.caught;
  return caught ?? (state.front === position ? failure : null);
}

/** The kernel prints the error with its stack, after whatever the cell itself has printed there. */
function isSaid({ message, type }: TaskError, { said }: ReferenceFailure): boolean {
  return said.includes(message.trim()) && (type === 'string' || said.includes(type) || said.includes('Error'));
}
