import { changeUnit, type Draft } from './draft';
import { countRunning, unitAt } from './run-state';
import { versionOf } from './version-table';

/** Answers executions that wait for a variable, the earliest step first, as far as the version is known and a worker is free. */
export function answerBlocked(draft: Draft): void {
  for (const [execution, position, unit] of blockedInOrder(draft)) {
    if (countRunning(draft.state) >= draft.state.plan.maxWorkers) return;
    const { awaits, kind } = unitAt(draft.state, position, unit);
    if (awaits === null) continue;
    const { version } = versionOf(draft.state, { position, kind }, awaits);
    if (version.kind === 'pending') continue;
    changeUnit(draft, position, unit, { phase: 'running', awaits: null });
    draft.instructions.push({ type: 'answer', execution, slot: awaits, version });
  }
}

function blockedInOrder(draft: Draft): (readonly [execution: number, position: number, unit: number])[] {
  return Object.entries(draft.state.live)
    .map(([execution, [position, unit]]) => [Number(execution), position, unit] as const)
    .filter(([, position, unit]) => unitAt(draft.state, position, unit).phase === 'blocked')
    .sort((a, b) => a[1] - b[1] || a[2] - b[2]);
}
