import type { JSX } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunStatusName, TaskRow } from '../../../src/server/api/run';

/** Every status of a run or a task. */
export type StatusName = RunStatusName | TaskRow['status'];

/** A status as a shape and a word: never by colour alone. */
export function RunStatus({ status, trans }: { readonly status: StatusName; readonly trans: TranslationBundle }): JSX.Element {
  return (
    <span className="jp-HeadwaterStatus" data-status={status}>
      <span className="jp-HeadwaterStatus-shape" aria-hidden="true">
        {shapes[status] ?? '?'}
      </span>
      {statusText(status, trans)}
    </span>
  );
}

/** The word for a status, in the reader's language. */
export function statusText(status: StatusName, trans: TranslationBundle): string {
  switch (status) {
    case 'successful':
      return trans.__('Successful');
    case 'failed':
      return trans.__('Failed');
    case 'running':
      return trans.__('Running');
    case 'stopped':
      return trans.__('Stopped');
    case 'died':
      return trans.__('Died');
    case 'unfinished':
      return trans.__('Unfinished');
    case 'caught':
      return trans.__('Error caught');
    case 'reused':
      return trans.__('Reused');
  }
}

const shapes: Readonly<Record<StatusName, string>> = {
  successful: '✓',
  failed: '✕',
  running: '▸',
  stopped: '■',
  died: '†',
  unfinished: '◌',
  caught: '◇',
  reused: '↺'
};
