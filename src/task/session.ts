import path from 'node:path';
import type { CodeContext } from '../artifact/artifact';
import type { BlobStore } from '../datastore/datastore';
import type { NotebookCode } from '../language/code';
import { ambientOfCell, ambientOfFunctions, type AmbientSources } from './code/ambient-names';
import { ambientState, type AmbientState } from './ambient/ambient-state';
import { watchFiles } from './ambient/watch-files';
import type { FileWatch } from './ambient/file-watch';
import type { Codec } from './writes/codec';
import { taskCodeContext } from './code/code-context';
import { definitionsOf, type Definitions } from './scope/definitions';
import { outputLog, type OutputLog } from './display';
import { openLiveCard, type LiveCard } from './live-card';
import { modulesOf, type Modules } from './code/modules';
import type { Order, ParameterValue } from './protocol';
import { Scope } from './scope/scope';
import { Ingredients } from './scope/ingredients';
import { DefinitionStates } from './scope/definition-states';
import { tslabModule } from './code/tslab-module';
import { valuesOf, type Values } from './scope/values';
import type { Versions } from './scope/versions';

/** What a process keeps from `prepare` on. */
export interface Session {
  readonly code: NotebookCode;
  /** Folder of the notebook. */
  readonly folder: string;
  readonly store: BlobStore;
  readonly modules: Modules;
  readonly ambient: AmbientState;
  readonly files: FileWatch;
  readonly log: OutputLog;
  readonly card: LiveCard;
  codec(): Codec;
}

/** Everything that code of cells lives in: made anew for each step, kept for further items of one foreach. */
export interface World {
  readonly scope: Scope;
  readonly definitions: Definitions;
  readonly states: DefinitionStates;
  readonly ingredients: Ingredients;
  readonly values: Values;
  readonly context: CodeContext;
  readonly sources: AmbientSources;
}

/** Gets ready for a notebook: working directory, modules, store. */
export function openSession(order: Extract<Order, { readonly type: 'prepare' }>, openStore: () => BlobStore, codec: () => Codec): Session {
  const folder = path.dirname(order.notebook);
  process.chdir(folder);
  const files = watchFiles(order.notebook, [order.store.root, path.join(order.packageRoot, 'dist')]);
  const log = outputLog();
  const modules: Modules = modulesOf(
    folder,
    order.packageRoot,
    tslabModule(() => log),
    (specifier, load) => ambient.whileLoading(specifier, load),
    files
  );
  const ambient = ambientState(() => modules.loaded);
  let store: BlobStore | null = null;
  return {
    code: order.code,
    folder,
    modules,
    ambient,
    files,
    log,
    card: openLiveCard(),
    codec,
    get store() {
      return (store ??= openStore());
    }
  };
}

/** A world in which nothing has been read yet. */
export function newWorld(session: Session, versions: Versions, parameters: readonly ParameterValue[]): World {
  const { code, modules } = session;
  const definitions: Definitions = definitionsOf(
    code,
    cell => ambientOfCell(cell, sources),
    instance => states.note(instance),
    (cell, name, make) => ingredients.restore(cell, name, make)
  );
  const context = taskCodeContext(code, definitions, modules, () => ambientOfFunctions(sources));
  const values = valuesOf(session.store, context, session.codec);
  const states: DefinitionStates = new DefinitionStates(definitions, values, context, session.codec, versions);
  const scope = new Scope(code, { versions, values, definitions });
  const ingredients: Ingredients = new Ingredients({ scope, values, definitions, context, codec: session.codec, versions });
  const sources: AmbientSources = { code, scope, definitions, states, ingredients, modules, parameters };
  return { scope, definitions, states, ingredients, values, context, sources };
}
