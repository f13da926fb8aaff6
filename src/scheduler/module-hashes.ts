import { createHash } from 'node:crypto';
import { isBuiltin } from 'node:module';
import type { FlowGraph } from '../graph/flow-graph';
import type { CellCode, DefinitionCode, NotebookCode } from '../language/code';
import { findLocalModules, findPackages, installedVersion } from './local-modules';

/** Which modules the code of a flow asks for, by specifier, and what they are. */
export interface ModuleUse {
  /** By specifier: the version of a package, or a sha1 of the user's own files behind it; null when it is not installed. */
  readonly contents: Readonly<Record<string, string | null>>;
  /** Specifiers in the parameters and setup cells. */
  readonly setup: readonly string[];
  /** By step name: specifiers in its cells. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  /** By `name@cell`: specifiers in a definition. */
  readonly definitions: Readonly<Record<string, readonly string[]>>;
}

/** Finds the modules that a flow's code asks for by a literal name, as seen from the notebook's folder. Node's own are left out. */
export function moduleUse(code: NotebookCode, graph: FlowGraph, folder: string): ModuleUse {
  const byCell = new Map(code.cells.map(cell => [cell.cell, specifiersOf(cell)]));
  const ofCells = (ids: readonly string[]): string[] => [...new Set(ids.flatMap(id => byCell.get(id) ?? []))];
  const all = new Set([...byCell.values()].flat());
  return {
    contents: Object.fromEntries([...all].sort().map(each => [each, contentOf(each, folder)])),
    setup: ofCells(graph.setup),
    steps: Object.fromEntries(graph.steps.map(step => [step.name, ofCells(step.cells)])),
    definitions: Object.fromEntries(code.cells.flatMap(definitionEntries))
  };
}

function specifiersOf({ body, foreach, definitions }: CellCode): string[] {
  const texts = foreach === null ? [body] : [foreach.split, foreach.item, foreach.join];
  return [...texts.flatMap(specifiersIn), ...definitions.flatMap(definitionSpecifiers)].filter(each => !isBuiltin(each));
}

function definitionEntries({ index, definitions }: CellCode): [string, readonly string[]][] {
  return definitions.map(each => [`${each.name}@${index}`, definitionSpecifiers(each).filter(found => !isBuiltin(found))]);
}

function definitionSpecifiers({ expression, module }: DefinitionCode): string[] {
  return module === null ? specifiersIn(expression) : [module];
}

/** Compiled code asks for modules by `$require("…")` and `$import("…")`; `require` is there in the user's own words. */
function specifiersIn(text: string): string[] {
  return [...text.matchAll(/(?:\$import|\brequire)\(\s*(["'`])([^"'`\n]+)\1/g)].map(found => found[2] ?? '');
}

function contentOf(specifier: string, folder: string): string | null {
  const source = `import ${JSON.stringify(specifier)};`;
  const files = findLocalModules([source], folder);
  const packages = findPackages([source, ...files.map(each => each.text)]).filter(each => !isBuiltin(each));
  const versions = packages.map(each => `${each}@${installedVersion(each, folder)}`);
  if (files.length === 0) return packages.length === 0 ? null : versions.join(' ');
  const sha1 = createHash('sha1').update(JSON.stringify([files.map(each => each.text), versions]));
  return sha1.digest('hex');
}
