import { json, needed, type Route } from '../call';
import { columnNamed, openTable } from '../tables/open-table';
import { requestedArtifact } from '../tables/requested-artifact';
import { runTableJob } from '../tables/run-table-job';

/** `GET artifact/column`: what a quick plot of a column needs. */
export const column: Route = async call => {
  const found = requestedArtifact(call);
  const { table } = openTable(found);
  const name = needed(call.query, 'column');
  columnNamed(table, name);
  const { address, record } = found;
  return json(await runTableJob({ type: 'summary', artifact: address, column: name }, record.key, table.numRows));
};
