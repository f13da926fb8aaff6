import type { Edge } from '../../../src/graph/flow-graph';

/** A way that an arrow key goes: down and up along edges, left and right between steps of the same height. */
export type Direction = 'down' | 'up' | 'left' | 'right';

/** A step's name with the middle of its box. */
export interface PlacedStep {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The step that an arrow key leads to; null where there is none. Down and up follow an edge, to the nearest of several; where a step has no
 * edge that way, the next one in that direction. Left and right go to the next step that stands about as high.
 */
export function stepTowards(
  from: string,
  direction: Direction,
  steps: readonly PlacedStep[],
  edges: readonly Pick<Edge, 'from' | 'to'>[]
): string | null {
  const here = steps.find(step => step.name === from);
  if (here === undefined) return steps[0]?.name ?? null;
  const others = steps.filter(step => step.name !== from);
  if (direction === 'left' || direction === 'right') return sideways(here, direction === 'left' ? -1 : 1, others);
  const sign = direction === 'down' ? 1 : -1;
  const ends = new Set(edges.filter(edge => edge[sign > 0 ? 'from' : 'to'] === from).map(edge => edge[sign > 0 ? 'to' : 'from']));
  const along = nearest(
    here,
    others.filter(step => ends.has(step.name))
  );
  return (
    along ??
    nearest(
      here,
      others.filter(step => (step.y - here.y) * sign > 1)
    )
  );
}

function sideways(here: PlacedStep, sign: number, others: readonly PlacedStep[]): string | null {
  const level = others.filter(step => Math.abs(step.y - here.y) < sameHeight && (step.x - here.x) * sign > 0);
  return nearest(here, level);
}

/** Pixels between the middles of two steps that count as equally high. */
const sameHeight = 40;

function nearest(here: PlacedStep, steps: readonly PlacedStep[]): string | null {
  const distance = (step: PlacedStep): number => Math.hypot(step.x - here.x, step.y - here.y);
  const [first, ...rest] = steps;
  return first === undefined ? null : rest.reduce((best, step) => (distance(step) < distance(best) ? step : best), first).name;
}
