import type { RunFacts } from '../../src/comparison/run-facts';
import type { ArtifactIndex, Metadatum, TaskPath } from '../../src/metadata/metadata';
import { readRunCost, type StoredCost } from '../../src/metadata/run-cost';
import { readRunLife } from '../../src/metadata/run-life';
import { compareIds } from '../../src/metadata/run-order';
import { entry, graphInfo, type GraphInfo } from '../graph-info';
import { taskMetadata } from '../neighbour-tasks';
import { readRun, type RunPlace } from '../run-place';
import { runStatus } from '../run-status';
import type { Store } from '../store';
import { isKeyOfTrue } from '../task-facts';
import { keeper } from './keeper';
import { valueOf } from './read-values';

/** Artifacts of a task's last attempt, by name. */
export interface TaskIndex extends ArtifactIndex {
  readonly path: TaskPath;
}

/** What a comparison needs of a run's records, before any value is read. */
export interface RunBase {
  readonly run: Pick<RunFacts, 'pathspec' | 'createdAt' | 'finishedAt' | 'status' | 'user' | 'tags'>;
  /** Null for a run that has not begun. */
  readonly parameters: TaskIndex | null;
  /** The variables that it ended with; of a run that did not, what its steps have left, the first step first. */
  readonly variables: readonly TaskIndex[];
  readonly graph: GraphInfo;
  readonly parameterNames: readonly string[];
  /** Content key of its code package; null when none was kept. */
  readonly code: string | null;
  readonly git: string | null;
  readonly systemTags: readonly string[];
  /** Null where nobody has noted it. */
  readonly cost: StoredCost | null;
}

/** Reads a run's records. @throws HeadwaterError HW404, HW406 or HW410 when there is none, it is not to be seen, or it is damaged */
export function readBase(place: RunPlace): RunBase {
  const store = place.store();
  const record = readRun(place);
  const [flow, run] = [place.flow, place.id()];
  const parameters = newestTask(store, flow, run, '_parameters');
  const metadata = parameters === null ? [] : taskMetadata(store, parameters, null);
  const parameterIndex = parameters === null ? null : indexOf(store, parameters);
  const { graph, parameterNames } = graphOf(store, parameterIndex);
  const end = newestTask(store, flow, run, textOf(metadata, 'end_step') ?? 'end');
  const ended = end === null ? null : indexOf(store, end);
  const isSuccessful = [ended?.artifacts['_task_ok'], ended?.artifacts['_success']].every(each => isKeyOfTrue(each?.key));
  const status = isSuccessful ? 'successful' : (readRunLife(store.root, flow, run, Date.now()) ?? runStatus(place));
  const code = textOf(metadata, 'code-package') ?? codeOf(store, flow, run);
  return {
    run: {
      pathspec: `${flow}/${run}`,
      createdAt: record.createdAt,
      finishedAt: status === 'running' ? null : finishedAt(store, ended),
      status,
      user: record.user,
      tags: [...record.tags].sort()
    },
    parameters: parameterIndex,
    variables: ended === null || status !== 'successful' ? leftBySteps(store, flow, run) : [ended],
    graph,
    parameterNames,
    code: code === null ? null : shaOf(code),
    git: textOf(metadata, 'git-info'),
    systemTags: record.systemTags,
    // Only ours have noted it: a look for the file of every other run would be in vain.
    cost: parameterIndex?.artifacts['_hw_provenance'] === undefined ? null : readRunCost(store.root, flow, run)
  };
}

/** Tasks of a step in the order they were made. */
export function tasksOf(store: Store, flow: string, run: string, step: string): TaskPath[] {
  const found = store.reader.tasks(flow, run, step).map(({ task }) => ({ flow, run, step, task }));
  return found.sort((a, b) => compareIds(a.task, b.task));
}

/** What a task has left; null when it has not finished. */
export function indexOf(store: Store, path: TaskPath): TaskIndex | null {
  const index = store.reader.artifactIndex(path);
  return index === null ? null : { path, ...index };
}

function newestTask(store: Store, flow: string, run: string, step: string): TaskPath | null {
  const task = store.reader.tasks(flow, run, step)[0]?.task;
  return task === undefined ? null : { flow, run, step, task };
}

function leftBySteps(store: Store, flow: string, run: string): TaskIndex[] {
  const steps = store.reader.steps(flow, run).map(each => each.step);
  return steps.toReversed().flatMap(step => {
    const path = step.startsWith('_') ? null : newestTask(store, flow, run, step);
    return path === null ? [] : (indexOf(store, path) ?? []);
  });
}

/** Runs of one version of the code have the same graph, by content. */
const graphs = keeper<Pick<RunBase, 'graph' | 'parameterNames'>>(500);

function graphOf(store: Store, index: TaskIndex | null): Pick<RunBase, 'graph' | 'parameterNames'> {
  const artifact = index?.artifacts['_graph_info'];
  if (index === null || artifact === undefined) return { graph: graphInfo(null), parameterNames: [] };
  const known = graphs.get(artifact.key);
  if (known !== undefined) return known;
  const value = valueOf(store, index.path, '_graph_info', artifact);
  const listed = entry(value, 'parameters');
  const parameterNames = Array.isArray(listed) ? listed.map(each => String(entry(each, 'name'))) : [];
  const found = { graph: graphInfo(value), parameterNames };
  graphs.set(artifact.key, found);
  return found;
}

function finishedAt(store: Store, end: TaskIndex | null): number | null {
  return end === null ? null : (store.reader.artifact(end.path, '_task_ok', end.attempt)?.createdAt ?? null);
}

/** Metaflow notes the package with the steps' tasks alone: with nearly all of them, or with none. */
function codeOf(store: Store, flow: string, run: string): string | null {
  for (const { step } of store.reader.steps(flow, run).slice(0, 2)) {
    const path = newestTask(store, flow, run, step);
    const found = path === null ? null : textOf(taskMetadata(store, path, null), 'code-package');
    if (found !== null) return found;
  }
  return null;
}

function textOf(metadata: readonly Metadatum[], field: string): string | null {
  const value = metadata.findLast(each => each.field === field)?.value;
  return typeof value === 'string' ? value : null;
}

function shaOf(text: string): string | null {
  const { sha } = JSON.parse(text) as { readonly sha?: unknown };
  return typeof sha === 'string' ? sha : null;
}
