import type { RunPlace } from '../../../client/run-place';
import { entry } from '../../../client/graph-info';
import { artifactOrNull } from '../../../client/task-facts';
import { describeValue } from '../../artifact/describe-value';
import type { RunRow } from '../api/run';
import { shortText } from './short-text';

/** The parameters of a run that Python's Metaflow has made: `_graph_info` names them, the `_parameters` task has their values. */
export function foreignParameters(place: RunPlace): RunRow['parameters'] {
  const store = place.store();
  const at = { flow: place.flow, run: place.id(), step: '_parameters' };
  const task = store.reader.tasks(at.flow, at.run, at.step)[0]?.task;
  if (task === undefined) return [];
  const path = { ...at, task };
  const listed = entry(artifactOrNull(store, path, '_graph_info', null), 'parameters');
  const names = Array.isArray(listed) ? listed.map(each => String(entry(each, 'name'))) : [];
  return names.map(name => ({ name, text: textOf(artifactOrNull(store, path, name, null)), given: false }));
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? describeValue(value).summary : shortText(value);
}
