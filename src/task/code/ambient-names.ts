import { frameName, type CellCode, type NotebookCode, type PrivateAccess } from '../../language/code';
import { allAmbientNames, type Ambient } from './compile';
import type { Definitions } from '../scope/definitions';
import type { DefinitionStates } from '../scope/definition-states';
import { checkEvaluated } from './check-evaluated';
import { defaultImport, starImport } from './interop';
import type { Ingredients } from '../scope/ingredients';
import type { Modules } from './modules';
import type { ParameterValue } from '../protocol';
import type { Scope } from '../scope/scope';

/** What the ambient names are made of. */
export interface AmbientSources {
  readonly code: NotebookCode;
  readonly scope: Scope;
  readonly definitions: Definitions;
  readonly modules: Modules;
  readonly states: DefinitionStates;
  readonly ingredients: Ingredients;
  readonly parameters: readonly ParameterValue[];
}

/** The ambient names for code of one cell; `extra` are those that only a part of a foreach has. */
export function ambientOfCell(cell: CellCode, sources: AmbientSources, extra: Ambient = {}): Ambient {
  const { scope, states, ingredients } = sources;
  return {
    ...sharedAmbient(sources),
    $define: (name: string, value: unknown) => states.define(cell.index, name, value),
    $making: (name: string) => ingredients.note(cell.index, name),
    $bind: (name: string, getter: () => unknown) => scope.bind(cell.index, name, getter, cell.contested.includes(name)),
    [frameName(cell.index)]: scope.frames.get(cell.index),
    ...extra
  };
}

/** The ambient names for a function that is made again from its text: every frame, no cell of its own. */
export function ambientOfFunctions(sources: AmbientSources): Ambient {
  const frames = sources.code.cells.map(cell => [frameName(cell.index), sources.scope.frames.get(cell.index)] as const);
  const given: Ambient = { ...sharedAmbient(sources), ...Object.fromEntries(frames) };
  return Object.fromEntries(allAmbientNames(sources.code).map(name => [name, given[name]]));
}

function sharedAmbient({ scope, definitions, modules, parameters }: AmbientSources): Ambient {
  return {
    $: scope.variables,
    $require: modules.require,
    $import: modules.import,
    $star: starImport,
    $default: defaultImport,
    $class: classHook(definitions),
    $eval: checkEvaluated,
    $param: (name: string, literal: unknown) => parameterValue(parameters, name, literal)
  };
}

/** `$class(ctor, access)` and `$class.restoring`. */
function classHook(definitions: Definitions): (constructor: object, access: PrivateAccess) => void {
  const hook = (constructor: object, access: PrivateAccess): void => definitions.registerClass(constructor, access);
  return Object.defineProperty(hook, 'restoring', { get: () => definitions.restoring });
}

function parameterValue(parameters: readonly ParameterValue[], name: string, literal: unknown): unknown {
  const given = parameters.find(each => each.name === name);
  if (given === undefined) return literal;
  return given.type === 'bigint' ? BigInt(String(given.value)) : given.value;
}
