import { HeadwaterError } from '../src/errors';
import { parsePathspec, type Pathspec } from '../src/pathspec';
import type * as api from './api';
import { StoredFlow } from './flow';
import { LazyItems } from './lazy';
import { storeFromHere } from './store';

/** A flow; see the function of this name. */
export type Flow<A = api.Artifacts> = api.Flow<A>;
/** A run. */
export type Run<A = api.Artifacts> = api.Run<A>;
/** A step of a run. */
export type Step<A = api.Artifacts> = api.Step<A>;
/** A task of a step. */
export type Task<A = api.Artifacts> = api.Task<A>;
/** An artifact of a task. */
export type Artifact<V = api.Untyped> = api.Artifact<V>;

/**
 * A flow by its name: `Flow('X')`, or `Flow<{ df: Table; score: number }>('X')` for typed artifacts. Nothing is read until something is awaited.
 * @throws HeadwaterError HW401 when it is no name
 */
export function Flow<A = api.Artifacts>(name: string, options: api.ClientOptions = {}): api.Flow<A> {
  partsOf(name, 'flow');
  return new StoredFlow<A>(name, storeFromHere(options));
}

/** A run by its pathspec: `Run('X/1795…')`. Awaiting it makes sure that it is there. @throws HeadwaterError HW401 when it is no pathspec */
export function Run<A = api.Artifacts>(pathspec: string, options: api.ClientOptions = {}): api.RunReference<A> {
  const { flow, run } = partsOf(pathspec, 'run');
  return Flow<A>(flow, options).run(run ?? '');
}

/** A step by its pathspec: `Step('X/1795…/train')`. @throws HeadwaterError HW401 when it is no pathspec */
export function Step<A = api.Artifacts>(pathspec: string, options: api.ClientOptions = {}): api.Step<A> {
  const { flow, run, step } = partsOf(pathspec, 'step');
  const found = Flow<A>(flow, options).run(run ?? '');
  return found.step(step ?? '');
}

/** A task by its pathspec: `Task('X/1795…/train/3')`. @throws HeadwaterError HW401 when it is no pathspec */
export function Task<A = api.Artifacts>(pathspec: string, options: api.TaskOptions = {}): api.Task<A> {
  const { flow, run, step, task } = partsOf(pathspec, 'task');
  const found = Flow<A>(flow, options).run(run ?? '');
  return found.step(step ?? '').taskById(task ?? '', options.attempt);
}

/** An artifact by its pathspec: `Artifact('X/1795…/train/3/model')`. @throws HeadwaterError HW401 when it is no pathspec */
export function Artifact<V = api.Untyped>(pathspec: string, options: api.TaskOptions = {}): api.Artifact<V> {
  const { flow, run, step, task, artifact } = partsOf(pathspec, 'artifact');
  return Task([flow, run, step, task].join('/'), options).artifact<V>(artifact ?? '');
}

/** Everything in the store: `(await Metaflow().flows).map(flow => flow.id)`. A flow is listed when one of its runs is in the namespace. */
export function Metaflow(options: api.ClientOptions = {}): { readonly flows: api.LazyList<api.Flow> } {
  const store = storeFromHere(options);
  return {
    get flows() {
      return new LazyItems(() =>
        store()
          .reader.flows()
          .map(name => new StoredFlow(name, store))
          .filter(flow => flow.hasVisibleRun())
      );
    }
  };
}

const levels = ['flow', 'run', 'step', 'task', 'artifact'] as const;
const forms = ['Flow', 'Flow/run', 'Flow/run/step', 'Flow/run/step/task', 'Flow/run/step/task/artifact'];

function partsOf(pathspec: string, level: (typeof levels)[number]): Pathspec {
  const parts = parsePathspec(pathspec);
  const depth = levels.indexOf(level);
  const given = pathspec.split('/').length - 1;
  if (given === depth) return parts;
  throw new HeadwaterError('HW401', `'${pathspec}' is the pathspec of a ${levels[given]}, not of a ${level}.`, {
    about: pathspec,
    hint: `Write ${forms[depth]}.`
  });
}
