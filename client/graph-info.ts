/** A step in `_graph_info`, as far as neighbours need it. */
export interface GraphStep {
  readonly type: string;
  readonly next: readonly string[];
}

/** The flow's graph as a task of Metaflow records it (`_graph_info`, section 7 of the format). */
export interface GraphInfo {
  readonly steps: ReadonlyMap<string, GraphStep>;
  readonly startStep: string;
  readonly endStep: string;
}

/** Reads the decoded `_graph_info` artifact. */
export function graphInfo(value: unknown): GraphInfo {
  const steps = entriesOf(entry(value, 'steps')).map(([name, step]): [string, GraphStep] => [
    name,
    { type: String(entry(step, 'type')), next: listOf(entry(step, 'next')).map(String) }
  ]);
  return {
    steps: new Map(steps),
    startStep: String(entry(value, 'start_step') ?? 'start'),
    endStep: String(entry(value, 'end_step') ?? 'end')
  };
}

/** A value by key from a decoded Python dict, which may be an object or a Map; undefined when it is not there. */
export function entry(value: unknown, key: string): unknown {
  if (value instanceof Map) return value.get(key) as unknown;
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].map(([key, each]) => [String(key), each]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Which tasks of which steps are a task's neighbours: all, or those whose foreach path is `path` or begins with it. */
export interface Neighbours {
  readonly steps: readonly string[];
  readonly path: { readonly kind: 'any' } | { readonly kind: 'exact' | 'below'; readonly value: string };
}

const any = { kind: 'any' } as const;

/** Steps that lead to `step`. */
export function previousSteps(graph: GraphInfo, step: string): string[] {
  return [...graph.steps].filter(([, each]) => each.next.includes(step)).map(([name]) => name);
}

/** The parents of a task of `step` whose foreach path is `path` (null outside a foreach), as Metaflow's client matches them. */
export function parentsOf(graph: GraphInfo, step: string, path: string | null): Neighbours {
  const steps = previousSteps(graph, step);
  const [only] = steps;
  if (path === null || only === undefined) return { steps, path: any };
  if (steps.length > 1) return { steps, path: { kind: 'exact', value: path } };
  if (graph.steps.get(step)?.type === 'join') return { steps, path: { kind: 'below', value: path } };
  return { steps, path: isSplit(graph, only) ? outer(path) : { kind: 'exact', value: path } };
}

/** The children of a task of `step`, likewise. */
export function childrenOf(graph: GraphInfo, step: string, path: string | null): Neighbours {
  const steps = graph.steps.get(step)?.next ?? [];
  const [only] = steps;
  if (path === null || only === undefined) return { steps, path: any };
  if (steps.length > 1) return { steps, path: { kind: 'exact', value: path } };
  if (isSplit(graph, step)) return { steps, path: { kind: 'below', value: path } };
  const closes = graph.steps.get(only)?.type === 'join' && previousSteps(graph, only).length === 1;
  return { steps, path: closes ? outer(path) : { kind: 'exact', value: path } };
}

/** Whether a task with this foreach path belongs to them. */
export function isNeighbour(neighbours: Neighbours, path: string | null): boolean {
  const { path: wanted } = neighbours;
  if (wanted.kind === 'any') return true;
  if (path === null) return false;
  return wanted.kind === 'exact' ? path === wanted.value : path.startsWith(`${wanted.value},`);
}

function isSplit(graph: GraphInfo, step: string): boolean {
  const type = graph.steps.get(step)?.type;
  return type === 'split-foreach' || type === 'split-parallel';
}

function outer(path: string): Neighbours['path'] {
  const frames = path.split(',').slice(0, -1);
  return frames.length === 0 ? any : { kind: 'exact', value: frames.join(',') };
}
