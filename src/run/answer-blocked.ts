import { changeUnit, type Draft } from './draft';
import { grantTurn } from './grant-turn';
import { countRunning, isSure, unitAt } from './run-state';
import { versionOf } from './version-table';

/** Lets blocked executions go on, the earliest step first, while workers are free: those whose variable is known now or whose turn it is. */
export function answerBlocked(draft: Draft): void {
  for (const [execution, position, unit] of blockedInOrder(draft)) {
    if (countRunning(draft.state) >= draft.state.plan.maxWorkers) return;
    const { awaits, turn } = unitAt(draft.state, position, unit);
    if (awaits !== null) answer(draft, execution, position, unit);
    else if (turn !== null && isSure(draft.state, position, unit)) grantTurn(draft, execution, position, unit);
  }
}

function answer(draft: Draft, execution: number, position: number, unit: number): void {
  const { awaits, kind } = unitAt(draft.state, position, unit);
  if (awaits === null) return;
  const { version } = versionOf(draft.state, { position, kind }, awaits);
  if (version.kind === 'pending') return;
  changeUnit(draft, position, unit, { phase: 'running', awaits: null });
  draft.instructions.push({ type: 'answer', execution, slot: awaits, version });
}

function blockedInOrder(draft: Draft): (readonly [execution: number, position: number, unit: number])[] {
  return Object.entries(draft.state.live)
    .map(([execution, [position, unit]]) => [Number(execution), position, unit] as const)
    .filter(([, position, unit]) => unitAt(draft.state, position, unit).phase === 'blocked')
    .sort((a, b) => a[1] - b[1] || a[2] - b[2]);
}
