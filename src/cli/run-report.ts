import Table from 'cli-table3';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { loadNotebook } from '../scheduler/notebook-file';
import type { TaskError, TaskWarning } from '../task/protocol';
import type { Progress } from '../progress/progress-model';
import { errorText } from '../progress/task-error';
import { durationText } from '../duration-text';
import { elapsedOf, words } from './progress-text';
import { phaseSigns, type StepPhase } from '../step-phase';
import { reuseLines } from './reuse-lines';
import { committedWork, workLines } from './run-work';
import { lineless } from './text-table';

/** The end of a run for people: how it ended, a line a step, how much of it overlapped, what ran twice and why, how to look at it. */
export function reportRun(progress: Progress, status: string, now: number): string {
  const pathspec = `${progress.header.flow}/${progress.header.run}`;
  const parts = [
    `${pathspec} ${status} after ${durationText(now - progress.startedAt)}`,
    stepTable(progress, now),
    ...caughtLines(progress),
    ...reuseLines(progress),
    ...workLines({ work: committedWork(progress.state), wall: now - progress.startedAt, reruns: progress.reruns })
  ];
  parts.push(
    `Look at it:  headwater show ${pathspec}\n             headwater logs ${pathspec}/<step>\nIn a cell:   await Flow('${progress.header.flow}').latestRun.data.<name>`
  );
  if (status !== 'successful') parts.push(`Go on:       headwater resume ${pathspec}`);
  return `${parts.join('\n')}\n`;
}

function stepTable(progress: Progress, now: number): string {
  const table = new Table({
    chars: { ...lineless, left: ' ' },
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'left']
  });
  for (const step of progress.steps) {
    const time = elapsedOf(step, now);
    const phase = lastPhase(step.phase);
    table.push([`${phaseSigns[phase]} ${step.name}`, time === null ? '' : durationText(time), itemsText(step.items), words[phase]]);
  }
  return table.toString();
}

/** Nothing is at work any more: what was when the scheduler died has not ended by itself. */
function lastPhase(phase: StepPhase): StepPhase {
  return phase === 'running' || phase === 'blocked' ? 'stopped' : phase;
}

/** The failures that the run went on after. */
function caughtLines({ state }: Progress): string[] {
  return state.steps.flatMap(({ units }, position) => {
    const { name = '', catches = null } = state.plan.steps[position] ?? {};
    return units.flatMap(({ kind, index, caught }) => {
      if (caught === null) return [];
      const place = kind === 'item' ? `item ${index} of ${name}` : kind === 'whole' ? name : `${name}_${kind}`;
      return [`${place} failed and was caught in '${catches}': ${errorText(caught)}`];
    });
  });
}

function itemsText(items: { readonly total: number } | null): string {
  return items === null ? '' : `${items.total} items`;
}

/** An error of a task for people: the diagnostic, the line of the cell with a mark under it, the stack in the user's cells. */
export function reportError(error: TaskError, progress: Progress): string {
  const lines = [
    `headwater: error ${error.code}: ${errorText(error)}`,
    `  ${error.hint}`,
    ...excerpt(error, progress),
    ...stackLines(error)
  ];
  return `${lines.join('\n')}\n`;
}

/** What the tasks noticed and did not fail for, each thing once with the steps that it happened in; empty when there is nothing. */
export function reportWarnings({ state }: Progress): string {
  const seen = new Map<string, { readonly warning: TaskWarning; readonly steps: Set<string> }>();
  state.steps.forEach(({ units }, position) => {
    for (const warning of units.flatMap(unit => unit.record?.warnings ?? [])) {
      const key = `${warning.code} ${warning.message}`;
      const entry = seen.get(key) ?? { warning, steps: new Set() };
      seen.set(key, entry);
      entry.steps.add(state.plan.steps[position]?.name ?? `step ${position}`);
    }
  });
  const lines = [...seen.values()].map(({ warning, steps }) => {
    return `headwater: warning ${warning.code}: ${warning.message}\n  ${warning.hint}\n  in step ${[...steps].join(', ')}\n`;
  });
  return lines.join('');
}

function excerpt(error: TaskError, progress: Progress): string[] {
  if (error.cell === null) return [];
  const cell = cellOf(error.cell, progress.header.notebook);
  if (cell === null) return [`  in cell ${error.cell}`];
  const place = `  in cell ${cell.index + 1} (id ${cell.id})`;
  if (error.range === null) return [place];
  const line = cell.source.split('\n')[error.range.startLine] ?? '';
  return [`${place}, line ${error.range.startLine + 1}:`, `    ${line}`, `    ${' '.repeat(error.range.startColumn)}^`];
}

function cellOf(id: string, path: string): { readonly id: string; readonly index: number; readonly source: string } | null {
  try {
    return loadNotebook(path).notebook.cells.find(cell => cell.id === id) ?? null;
  } catch {
    // The notebook may have been moved or broken while its run went on; the error itself is still worth printing.
    return null;
  }
}

function stackLines(error: TaskError): string[] {
  return error.stack
    .split('\n')
    .filter(line => /^\s*at .*\bcell /.test(line))
    .slice(0, 6)
    .map(line => `    ${line.trim()}`);
}

/** The last lines of a file of captured output, at most `limit`; `[]` when there is none. */
export function lastLines(path: string, limit: number): string[] {
  try {
    const text = tail(path, 8192);
    return text
      .replace(/\n$/, '')
      .split('\n')
      .slice(-limit)
      .filter(line => line !== '');
  } catch {
    return [];
  }
}

function tail(path: string, bytes: number): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(bytes, size));
    const read = readSync(file, buffer, 0, buffer.length, Math.max(0, size - bytes));
    return buffer.subarray(0, read).toString('utf8');
  } finally {
    closeSync(file);
  }
}
