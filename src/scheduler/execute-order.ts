import type { Instruction } from '../run/instruction';
import { plannedAt, type RunState } from '../run/run-state';
import type { Order } from '../task/protocol';
import type { RunContext } from './run-context';
import { unsafeSwitches } from './unsafe-switches';
import { controlOfRun, controlOfStep } from './run-control';

/** What a process is told before it runs anything. */
export function prepareOrder(context: RunContext, packageRoot: string): Order & { type: 'prepare' } {
  const { code, notebook, root, flow } = context;
  return { type: 'prepare', code, notebook, store: { root, flow }, packageRoot };
}

/** What a process is told to run. */
export function executeOrder(context: RunContext, state: RunState, instruction: Instruction & { type: 'execute' }): Order {
  const planned = plannedAt(state, instruction.position);
  const setup = new Set(context.graph.setup);
  return {
    type: 'execute',
    execution: instruction.execution,
    run: context.run,
    step: planned.name,
    part: instruction.part,
    setup: context.graph.facts.filter(facts => setup.has(facts.cell)).map(facts => facts.index),
    cells: planned.cells,
    parameters: context.parameters,
    slots: instruction.slots,
    environment: planned.environment,
    needed: planned.needed,
    sure: instruction.sure,
    grouping: unsafeSwitches(process.env).grouping,
    ...(planned.tables === undefined ? {} : { tables: planned.tables }),
    setupControl: context.control ?? controlOfRun(context.seedRun),
    ...(context.control === null ? {} : { control: controlOfStep(context.control, planned.name) })
  };
}
