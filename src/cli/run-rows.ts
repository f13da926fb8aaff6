import type { Run, RunStatus } from '../../client/api';
import { formatMoment } from './format-amounts';
import { durationText } from '../duration-text';
import { styled, type Terminal } from './terminal';
import type { Column } from './text-table';

/** What lists of runs show of one; dates as ISO text. It is also what `runs --json` prints. */
export interface RunRow {
  readonly pathspec: string;
  readonly status: RunStatus | 'damaged';
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly steps: readonly string[];
}

/** Reads what a list shows of a run. @throws HeadwaterError when its records are damaged */
export async function runRow(run: Run): Promise<RunRow> {
  return {
    pathspec: run.pathspec,
    status: await run.status,
    createdAt: (await run.createdAt).toISOString(),
    finishedAt: (await run.finishedAt)?.toISOString() ?? null,
    user: await run.user,
    tags: await run.userTags,
    steps: (await run.steps).map(step => step.id).reverse()
  };
}

/** Headings of a list of runs. */
export const runColumns: readonly Column[] = [
  { title: 'run' },
  { title: 'status' },
  { title: 'started' },
  { title: 'took', align: 'right' },
  { title: 'steps', align: 'right' },
  { title: 'user' },
  { title: 'tags' }
];

/** A run's cells, as `runColumns` names them. */
export function runCells(row: RunRow, terminal: Terminal): string[] {
  const { createdAt, finishedAt } = row;
  const took = createdAt === null || finishedAt === null ? '' : durationText(Date.parse(finishedAt) - Date.parse(createdAt));
  const started = createdAt === null ? '' : formatMoment(new Date(createdAt));
  return [
    plain(row.pathspec),
    statusText(row.status, terminal),
    started,
    took,
    String(row.steps.length),
    plain(row.user ?? ''),
    plain(row.tags.join(', '))
  ];
}

/** Sign, word and colour of a status. */
export function statusText(status: RunRow['status'], terminal: Terminal): string {
  const [sign, style] = statusSigns[status];
  return styled(style, `${sign} ${status}`, terminal);
}

const statusSigns: Readonly<Record<RunRow['status'], readonly [string, Parameters<typeof styled>[0]]>> = {
  running: ['▶', 'cyan'],
  successful: ['✓', 'green'],
  failed: ['✗', 'red'],
  stopped: ['■', 'yellow'],
  died: ['✗', 'red'],
  unfinished: ['◇', 'yellow'],
  damaged: ['✗', 'red']
};

/** Stored text without what would move the cursor or change colours. */
export function plain(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f]/g, '·');
}
