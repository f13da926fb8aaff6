import { artifactOrNull } from '../../../client/task-facts';
import { entry } from '../../../client/graph-info';
import { noTask } from '../../../client/missing-artifact';
import type { TaskVariables, VariableRow } from '../api/look-back';
import { json, needed, type Route } from '../call';
import { runAt } from '../run-place';
import { clientStore } from '../runs/client-store';
import { variableReader } from '../runs/variable-row';
import { taskPath } from '../task-log';

/** `GET task/variables`: what a task has left. */
export const variables: Route = ({ query, places }) => {
  const pathspec = needed(query, 'pathspec');
  const { root } = runAt(places, needed(query, 'path'), pathspec);
  const store = clientStore(root);
  const path = taskPath(pathspec);
  if (store.reader.task(path) === null) throw noTask(store, pathspec);
  const names = store.reader.artifactNames(path, null).filter(name => !name.startsWith('_'));
  // Metaflow's tasks all have a variable `name`, which is the flow's.
  const isFlowName = ({ name, type }: VariableRow): boolean => name === 'name' && type === `string ${JSON.stringify(path.flow)}`;
  const read = variableReader(store);
  const rows = names.flatMap(name => read(path, name) ?? []).filter(row => !isFlowName(row));
  const inputs = artifactOrNull(store, path, '_hw_inputs', null);
  const onlyRead = rows.filter(({ name, key }) => entry(entry(inputs, name), 'key') === key).map(({ name }) => name);
  const answer: TaskVariables = { variables: rows, onlyRead };
  return json(answer);
};
