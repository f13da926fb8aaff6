import { edgeOf } from './edge';
import type { Edge, EdgeUse, FlowGraph, StepNode } from './flow-graph';
import type { Observation, ObservedEdge } from './observation';
import { placeInStep } from './place-in-step';

/**
 * The graph's edges with what runs have shown. For each two steps the newest observation counts that knows both. What analysis said is
 * `confirmed` or `refuted` by it, what only the run showed is `learned`.
 */
export function withEvidence(graph: FlowGraph, observations: readonly Observation[]): readonly Edge[] {
  if (observations.length === 0) return graph.edges;
  const { steps } = graph;
  const known = graph.edges.map(edge => judged(edge, newestOf(edge.from, edge.to, observations)));
  const edges = new Map(known.map(edge => [`${edge.from}\0${edge.to}`, edge]));
  for (const [from, to] of observedPairs(steps, observations)) {
    const learned = learnedUses(graph, from, to, observations);
    const key = `${from.name}\0${to.name}`;
    if (learned.length > 0) edges.set(key, edgeOf(from.name, to.name, [...(edges.get(key)?.uses ?? []), ...learned]));
  }
  const place = new Map(steps.map(step => [step.name, step.position]));
  const order = ({ from, to }: Edge): number => (place.get(to) ?? 0) * steps.length + (place.get(from) ?? 0);
  return [...edges.values()].sort((a, b) => order(a) - order(b));
}

function judged(edge: Edge, newest: Observation | null): Edge {
  if (newest === null) return edge;
  const seen = between(newest, edge.from, edge.to);
  const uses = edge.uses.flatMap((use): EdgeUse[] => {
    const shown = seen.filter(each => isOf(each, use));
    if (shown.length === 0) return [{ ...use, evidence: 'refuted', run: newest.run }];
    return shown.map(({ name, kind }) => ({ ...use, name, kind, evidence: 'confirmed', run: newest.run }));
  });
  return edgeOf(edge.from, edge.to, uses);
}

/** What code names `process`, a run shows as the ambient state that was changed: `process.env`. */
function isOf({ name, kind }: ObservedEdge, use: EdgeUse): boolean {
  return kind === 'ambient' ? name.startsWith(`${use.name}.`) || name === use.name : kind === use.kind && name === use.name;
}

function learnedUses(graph: FlowGraph, from: StepNode, to: StepNode, observations: readonly Observation[]): EdgeUse[] {
  const newest = newestOf(from.name, to.name, observations);
  if (newest === null) return [];
  const inferred = graph.edges.find(edge => edge.from === from.name && edge.to === to.name)?.uses ?? [];
  return between(newest, from.name, to.name)
    .filter(each => !inferred.some(use => isOf(each, use)))
    .filter(each => !isOvertaken(graph.steps, from, to, each, newest))
    .map(each => ({ ...nameAndKind(each), evidence: 'learned', ...placeOf(graph, to, each), run: newest.run }));
}

function nameAndKind({ name, kind }: ObservedEdge): Pick<EdgeUse, 'name' | 'kind'> {
  return { name, kind };
}

/** Where analysis has seen the name read, through a definition too, if only as another step's; else where the code names it. */
function placeOf(graph: FlowGraph, to: StepNode, { name, kind }: ObservedEdge): Pick<EdgeUse, 'cell' | 'range'> {
  const named = kind === 'ambient' ? (name.split('.')[0] ?? name) : name;
  const known = graph.edges.filter(edge => edge.to === to.name).flatMap(edge => edge.uses);
  const { cell, range } = known.find(use => use.name === named && use.kind === 'variable') ?? placeInStep(graph, to, named);
  return { cell, range };
}

/** A step in between that is new or changed since, and that will probably write it. */
function isOvertaken(
  steps: readonly StepNode[],
  from: StepNode,
  to: StepNode,
  { name }: ObservedEdge,
  { steps: seen }: Observation
): boolean {
  const inBetween = steps.filter(step => step.position > from.position && step.position < to.position);
  return inBetween.some(step => !Object.hasOwn(seen, step.name) && step.writes.includes(name));
}

function newestOf(from: string, to: string, observations: readonly Observation[]): Observation | null {
  return observations.find(({ steps }) => Object.hasOwn(steps, from) && Object.hasOwn(steps, to)) ?? null;
}

function between({ edges }: Observation, from: string, to: string): ObservedEdge[] {
  return edges.filter(edge => edge.from === from && edge.to === to);
}

/** The steps, earlier and later, of every edge that a run has shown. */
function observedPairs(steps: readonly StepNode[], observations: readonly Observation[]): (readonly [StepNode, StepNode])[] {
  const named = new Map(steps.map(step => [step.name, step]));
  const found = new Map<string, readonly [StepNode, StepNode]>();
  for (const { from, to } of observations.flatMap(each => each.edges)) {
    const [writer, reader] = [named.get(from), named.get(to)];
    if (writer !== undefined && reader !== undefined && writer.position < reader.position) found.set(`${from}\0${to}`, [writer, reader]);
  }
  return [...found.values()];
}
