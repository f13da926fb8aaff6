import type { ColumnSummary } from '../api/artifact';
import { openArtifact, type ArtifactAddress } from './open-artifact';
import { columnNamed, openTable } from './open-table';
import { sortColumn } from './sort-column';
import { summariseColumn } from './summarise-column';

/** Work on a whole column. JSON. */
export type TableJob =
  | { readonly type: 'sort'; readonly artifact: ArtifactAddress; readonly column: string; readonly descending: boolean }
  | { readonly type: 'summary'; readonly artifact: ArtifactAddress; readonly column: string };

/** What comes of it: the rows in order, or the summary. */
export type JobResult = Uint32Array | ColumnSummary;

/** Does the work, here and now. @throws HeadwaterError as `openTable`, HW619 for a column without an order */
export function doTableJob(job: TableJob): JobResult {
  const { arrow, table } = openTable(openArtifact(job.artifact));
  const column = columnNamed(table, job.column);
  return job.type === 'sort' ? sortColumn(arrow, job.column, column, job.descending) : summariseColumn(arrow, job.column, column);
}
