import type { FlowGraph, StepNode } from '../graph/flow-graph';
import type { RunPlan } from '../run/run-plan';

/** A step as Metaflow's clients see it: a foreach is three of them. */
export interface StoredStep {
  readonly name: string;
  readonly type: 'start' | 'linear' | 'join' | 'end' | 'split-static' | 'split-foreach';
  readonly next: readonly string[];
  readonly title: string | null;
  /** What a foreach splits over; null elsewhere. */
  readonly foreach: string | null;
  readonly matchingJoin: string | null;
}

/** Names of a foreach's parts in the store. */
export function partNames(step: string): { split: string; item: string; join: string } {
  return { split: `${step}_split`, item: step, join: `${step}_join` };
}

/** The variable that a splitting task is said to split over. */
export const foreachVariable = 'items';

/** The flow's steps in order, with the recorded first and last one: it leads to every step without inputs, every step without readers to the last. */
export function storedSteps(graph: FlowGraph, plan: RunPlan): StoredStep[] {
  const roots = graph.steps.filter(step => !graph.edges.some(edge => edge.to === step.name));
  const next = roots.length === 0 ? [plan.endStep] : roots.map(entryName);
  const start: StoredStep = { ...bare(plan.startStep, next), type: next.length > 1 ? 'split-static' : 'start' };
  return [start, ...graph.steps.flatMap(step => partsOf(step, graph, plan)), { ...bare(plan.endStep, []), type: 'end' }];
}

/** `_graph_info` as Metaflow writes it, section 7 of the format. */
export function graphInfo(graph: FlowGraph, plan: RunPlan, file: string): Record<string, unknown> {
  const steps = storedSteps(graph, plan);
  return {
    file,
    start_step: plan.startStep,
    end_step: plan.endStep,
    parameters: graph.parameters.map(each => ({ name: each.name, type: 'Parameter' })),
    constants: [],
    steps: Object.fromEntries(steps.map(step => [step.name, stepInfo(step, file)])),
    graph_structure: steps.map(step => step.name),
    doc: '',
    decorators: [],
    extensions: {}
  };
}

function partsOf(step: StepNode, graph: FlowGraph, plan: RunPlan): StoredStep[] {
  const readers = graph.steps.filter(each => graph.edges.some(edge => edge.from === step.name && edge.to === each.name));
  const next = readers.length === 0 ? [plan.endStep] : readers.map(entryName);
  const inputs = graph.edges.filter(edge => edge.to === step.name).length;
  const out = next.length > 1 ? 'split-static' : 'linear';
  if (step.kind === 'linear') return [{ ...bare(step.name, next), type: inputs > 1 ? 'join' : out, title: step.title }];
  const { split, item, join } = partNames(step.name);
  return [
    { ...bare(split, [item]), type: 'split-foreach', foreach: foreachVariable, matchingJoin: join },
    { ...bare(item, [join]), title: step.title },
    { ...bare(join, next), type: 'join' }
  ];
}

function bare(name: string, next: readonly string[]): StoredStep {
  return { name, type: 'linear', next, title: null, foreach: null, matchingJoin: null };
}

function entryName(step: StepNode): string {
  return step.kind === 'foreach' ? partNames(step.name).split : step.name;
}

function stepInfo(step: StoredStep, file: string): Record<string, unknown> {
  return {
    name: step.name,
    type: step.type,
    line: 1,
    source_file: file,
    doc: step.title ?? '',
    decorators: [],
    next: step.next,
    node_info: {},
    ...(step.foreach === null ? {} : { foreach_artifact: step.foreach }),
    ...(step.matchingJoin === null ? {} : { matching_join: step.matchingJoin })
  };
}
