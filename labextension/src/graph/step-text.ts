import type { TranslationBundle } from '@jupyterlab/translation';
import { thingText } from '../../../src/graph/evidence-text';
import type { Edge, Evidence, StepNode } from '../../../src/graph/flow-graph';
import type { StepProgressRow } from '../../../src/server/api/run';
import { durationText } from '../../../src/duration-text';
import { phaseSigns } from '../../../src/step-phase';
import { phaseWord, timeOfStep } from '../run/phase';

/** `▶ running 3.2 s`: how far a step is, in a line; empty without a run. */
export function stateText(state: StepProgressRow | undefined, now: number, trans: TranslationBundle): string {
  if (state === undefined) return '';
  const time = timeText(state, now);
  const short =
    state.phase === 'blocked'
      ? trans.__('waiting')
      : state.phase === 'finished'
        ? trans.__('done, checking')
        : phaseWord(state.phase, trans);
  const again = state.reruns === 0 ? '' : ` ${trans.__('ran %1×', state.reruns + 1)}`;
  return `${phaseSigns[state.phase]} ${short}${time === '' ? '' : ` ${time}`}${again}`;
}

/** How long a step has been at work; empty before it has begun, and while it waits. */
export function timeText(state: StepProgressRow, now: number): string {
  const time = timeOfStep(state, now);
  return time === null ? '' : durationText(time);
}

/** The edges that lead to a step as a sentence: what it takes, and from where. */
export function takesText(step: string, edges: readonly Edge[], trans: TranslationBundle): string {
  const taken = edges.filter(edge => edge.to === step);
  if (taken.length === 0) return trans.__('takes nothing from other steps');
  const parts = taken.map(({ from, uses }) => {
    const things = uses.map(use => `${thingText(use)} (${evidenceWord(use.evidence, trans)})`).join(', ');
    return trans.__('%1 from %2', things, from);
  });
  return trans.__('takes %1', parts.join('; '));
}

/** How sure it is that a step needs something, in a word. */
export function evidenceWord(evidence: Evidence, trans: TranslationBundle): string {
  switch (evidence) {
    case 'inferred':
      return trans.__('inferred');
    case 'confirmed':
      return trans.__('confirmed');
    case 'learned':
      return trans.__('learned');
    case 'refuted':
      return trans.__('refuted');
  }
}

/** All there is to say about a step, for a screen reader. */
export function spokenStep(
  { name, title, kind }: StepNode,
  state: StepProgressRow | undefined,
  edges: readonly Edge[],
  trans: TranslationBundle
): string {
  const items = state?.items ?? null;
  const parts = [
    name,
    title,
    kind === 'foreach' ? trans.__('for each item') : null,
    state === undefined ? null : phaseWord(state.phase, trans),
    items === null ? null : trans.__('%1 of %2 items', items.done, items.total),
    takesText(name, edges, trans)
  ];
  return parts.filter(part => part !== null).join(', ');
}
