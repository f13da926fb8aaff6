import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Diagnostic } from '../diagnostic';
import { entries } from './entries';
import type { RunOrder } from './run-order';

/** What the scheduler says about the start of its run. */
export type StartReport =
  /** There is no run: the notebook or the order is wrong. `diagnostics` holds at least one error. */
  | { readonly type: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  /** `folder` is the run's `_headwater` folder, see `runFolder(root, flow, run)`. */
  | {
      readonly type: 'started';
      readonly root: string;
      readonly flow: string;
      readonly run: string;
      readonly folder: string;
      /** Warnings. */
      readonly diagnostics: readonly Diagnostic[];
    };

/**
 * Starts a run's scheduler, a process of its own that outlives this one, and waits until it says that the run has begun or was refused.
 * Starts it at once: nothing that takes time should come before.
 */
export async function startRun(order: RunOrder): Promise<StartReport> {
  const child = spawn(process.execPath, [entries.scheduler, JSON.stringify(order)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  });
  const report = await firstReport(child);
  child.unref();
  child.stdio[3]?.destroy();
  return report;
}

function firstReport(child: ChildProcess): Promise<StartReport> {
  const channel = child.stdio[3] as Readable;
  return new Promise(resolve => {
    let text = '';
    channel.setEncoding('utf8');
    channel.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as StartReport);
    });
    channel.on('error', () => undefined);
    child.on('error', error => resolve(diedReport(`it could not be started (${error.message})`)));
    // Reports are read before the channel closes, and a promise is resolved only once.
    channel.on('close', () => resolve(diedReport(`it ended ${endOf(child)}before the run had begun`)));
  });
}

function endOf(child: ChildProcess): string {
  if (child.signalCode !== null) return `by ${child.signalCode} `;
  return child.exitCode === null ? '' : `with status ${child.exitCode} `;
}

function diedReport(how: string): StartReport {
  const diagnostic: Diagnostic = {
    code: 'HW591',
    severity: 'error',
    cell: null,
    range: null,
    message: `The run's scheduler is gone: ${how}.`,
    hint: '`headwater doctor` says what may be wrong with this machine.',
    about: null
  };
  return { type: 'refused', diagnostics: [diagnostic] };
}
