import type { CodeAddress, CodeContext } from '../../artifact/artifact';
import type { NotebookCode } from '../../language/code';
import { asFound, asNative } from '../ambient/controlled-world';
import { allAmbientNames, compileFunctionText, type Ambient } from './compile';
import type { Definitions } from '../scope/definitions';
import { starImport } from './interop';
import { findBuiltin, findInDependencies, findInModules, followPath, originalGlobals } from './module-addresses';
import type { Modules } from './modules';

/** How codecs reach this process's code. */
export function taskCodeContext(code: NotebookCode, definitions: Definitions, modules: Modules, ambient: () => Ambient): CodeContext {
  const names = new Set(allAmbientNames(code));
  return {
    addressOf: value =>
      findBuiltin(asNative(value) as object) ??
      findInModules(value, modules.loaded) ??
      definitions.addressOf(value) ??
      findInDependencies(value, modules.folder),
    resolve(address) {
      const root = rootOf(address, definitions, modules);
      return asFound(followPath(root, address.path)) as object | undefined;
    },
    compile: (source, captured) => compileFunctionText(source, captured, ambient()) as (...args: never[]) => unknown,
    isAmbientName: name => names.has(name),
    privateFields: constructor => definitions.privateFields(constructor),
    arrow: () => modules.require('apache-arrow') as typeof import('apache-arrow')
  };
}

function rootOf(address: CodeAddress, definitions: Definitions, modules: Modules): unknown {
  if (address.kind === 'definition') return definitions.get(address.cell, address.name);
  if (address.kind === 'builtin') return originalGlobals;
  const module = modules.require(address.module);
  return address.path[0] === '*' ? starImport(module) : module;
}
