import { observedEdges } from '../run/observed-edges';
import type { RunState, StepState } from '../run/run-state';

/**
 * The steps that a run's time has gone by, in order: from the step that ended last, back each time to the one that ended last of those that
 * it has read from. Steps that were taken over from another run took no time and are left out.
 */
export function criticalPath(state: RunState): string[] {
  const ends = new Map(state.plan.steps.flatMap(({ name }, position) => endOf(name, state.steps[position])));
  const { edges } = observedEdges(state);
  const path: string[] = [];
  for (let at = latest([...ends.keys()], ends); at !== null; at = before(at, edges, ends)) path.unshift(at);
  return path;
}

function endOf(name: string, step: StepState | undefined): [string, number][] {
  const own = (step?.units ?? []).filter(unit => unit.origin === null && unit.record !== null);
  return own.length === 0 ? [] : [[name, Math.max(...own.map(unit => unit.record?.finishedAt ?? 0))]];
}

function before(
  step: string,
  edges: readonly { readonly from: string; readonly to: string }[],
  ends: ReadonlyMap<string, number>
): string | null {
  return latest(
    edges.filter(({ to, from }) => to === step && ends.has(from)).map(({ from }) => from),
    ends
  );
}

function latest(names: readonly string[], ends: ReadonlyMap<string, number>): string | null {
  return names.reduce<string | null>((best, name) => (best === null || (ends.get(name) ?? 0) > (ends.get(best) ?? 0) ? name : best), null);
}
