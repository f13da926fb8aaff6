import { HeadwaterError } from '../src/errors';
import type { RunRecord, TaskPath } from '../src/metadata/metadata';
import { nearNames } from '../src/near-names';
import type { Store } from './store';

/** Where a run lies; `id` may have to be looked up (the latest one). */
export interface RunPlace {
  readonly flow: string;
  readonly store: () => Store;
  readonly id: () => string;
}

/**
 * The record of a run, which must be in the namespace.
 * @throws HeadwaterError HW404 when there is no such run or flow, HW406 when it lies outside the namespace
 */
export function readRun(place: RunPlace): RunRecord {
  const store = place.store();
  const id = place.id();
  const run = store.reader.run(place.flow, id);
  if (run === null) throw noRun(store, place.flow, id);
  if (inNamespace(store, run)) return run;
  throw new HeadwaterError('HW406', `Run ${place.flow}/${id} is not in the namespace '${store.namespace}'.`, {
    about: `${place.flow}/${id}`,
    hint: `Call namespace(null) to see everybody's runs${ownerHint(run)}.`
  });
}

/** Whether a run has the namespace's tag. */
export function inNamespace(store: Store, run: RunRecord): boolean {
  return store.namespace === null || run.tags.includes(store.namespace) || run.systemTags.includes(store.namespace);
}

/**
 * Ids of the steps of a run, newest first, without the hidden ones.
 * @throws HeadwaterError as `readRun`
 */
export function stepNames(place: RunPlace): string[] {
  readRun(place);
  return place
    .store()
    .reader.steps(place.flow, place.id())
    .map(each => each.step)
    .filter(name => !name.startsWith('_'));
}

/** Name of the run's last step, as its `_parameters` task tells; `end` where it does not. */
export function endStepName(place: RunPlace): string {
  const { reader } = place.store();
  const at = { flow: place.flow, run: place.id(), step: '_parameters' };
  const task = reader.tasks(at.flow, at.run, at.step)[0]?.task;
  if (task === undefined) return 'end';
  const found = reader.metadata({ ...at, task }, null).findLast(each => each.field === 'end_step');
  return typeof found?.value === 'string' ? found.value : 'end';
}

/** The newest task of a run's last step; null while there is none. */
export function endTaskPath(place: RunPlace): TaskPath | null {
  const at = { flow: place.flow, run: place.id(), step: endStepName(place) };
  const task = place.store().reader.tasks(at.flow, at.run, at.step)[0]?.task;
  return task === undefined ? null : { ...at, task };
}

/** The error for a flow that is not in the store. */
export function noFlow(store: Store, flow: string): HeadwaterError {
  const flows = store.reader.flows();
  const near = nearNames(flow, flows);
  const list = near.length > 0 ? `Did you mean ${near.join(', ')}?` : flows.length === 0 ? 'It is empty.' : `It has ${some(flows)}.`;
  return new HeadwaterError('HW404', `There is no flow '${flow}' in the store ${store.root}.`, { about: flow, hint: list });
}

/** `a, b, c and 4 more`. */
export function some(names: readonly string[], most = 8): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

function noRun(store: Store, flow: string, id: string): HeadwaterError {
  if (store.reader.flow(flow) === null) return noFlow(store, flow);
  const ids = store.reader.runIds(flow);
  return new HeadwaterError('HW404', `There is no run '${id}' of ${flow}.`, {
    about: `${flow}/${id}`,
    hint: ids.length === 0 ? `${flow} has no runs yet.` : `${flow} has ${some(ids, 3)}.`
  });
}

function ownerHint(run: RunRecord): string {
  const owner = run.systemTags.find(tag => tag.startsWith('user:'));
  return owner === undefined ? '' : `, or namespace('${owner}')`;
}
