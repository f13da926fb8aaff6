import type { Finding } from '../../src/comparison/run-facts';
import { numberOf } from '../../src/comparison/cell-value';
import type { GraphInfo } from '../graph-info';
import type { Store } from '../store';
import { spreadOf } from './find-numbers';
import { readValues } from './read-values';
import { indexOf, tasksOf, type RunBase, type TaskIndex } from './run-base';

const mostTasks = 500;

/**
 * Numbers that the branches of a foreach have left and that did not get past its join, spread over the branches, by name. `isWanted`: what there is
 * no value of yet.
 */
export function branchMetrics(store: Store, base: RunBase, isWanted: (name: string) => boolean): Map<string, Finding> {
  const [flow = '', run = ''] = base.run.pathspec.split('/');
  const found = new Map<string, Finding>();
  for (const step of branchSteps(base.graph)) {
    const tasks = tasksOf(store, flow, run, step).slice(0, mostTasks);
    const indexes = tasks.flatMap(path => indexOf(store, path) ?? []);
    const names = new Set(indexes.flatMap(({ artifacts }) => Object.keys(artifacts)));
    for (const name of names) if (!name.startsWith('_') && isWanted(name)) addSpreads(store, found, indexes, name);
  }
  return found;
}

/** Steps between a split and its join. */
function branchSteps(graph: GraphInfo): Set<string> {
  const inside = new Set<string>();
  const add = (name: string): void => {
    if (inside.has(name) || graph.steps.get(name)?.type === 'join') return;
    inside.add(name);
    graph.steps.get(name)?.next.forEach(add);
  };
  for (const { type, next } of graph.steps.values()) if (type === 'split-foreach' || type === 'split-parallel') next.forEach(add);
  return inside;
}

function addSpreads(store: Store, found: Map<string, Finding>, indexes: readonly TaskIndex[], name: string): void {
  const numbers = new Map<string, number[]>();
  for (const { path, artifacts } of indexes) {
    const artifact = artifacts[name];
    for (const [field, finding] of artifact === undefined ? [] : (readValues(store, path, name, artifact, false, false) ?? [])) {
      const value = numberOf(finding);
      if (value !== null) numbers.set(field, [...(numbers.get(field) ?? []), value]);
    }
  }
  for (const [field, values] of numbers) {
    const spread = spreadOf(values);
    if (spread !== null) found.set(field, spread);
  }
}
