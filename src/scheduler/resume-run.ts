import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openBlobStore } from '../datastore/local-blob-store';
import { HeadwaterError } from '../errors';
import type { FlowGraph } from '../graph/flow-graph';
import { openReader } from '../metadata/local-reader';
import { nearNames } from '../near-names';
import { effectiveParameters } from '../run/parameter-values';
import { contentOf, gone, namesIn, signatureOf } from '../task/ambient/file-content';
import type { FileContent } from '../task/protocol';
import { changedSetup } from './changed-setup';
import { chooseReuse } from './choose-reuse';
import { partNames } from './graph-info';
import type { OriginRun, OriginTask } from './origin-run';
import type { PreparedRun, ResumedRun } from './prepared-run';

/**
 * What a prepared run takes over from the run that it goes on from. `from`: the step that must run again, null when none must.
 * @throws HeadwaterError HW527 when the flow has no step `from`
 */
export function resumeRun(origin: OriginRun, prepared: Omit<PreparedRun, 'resumed'>, notebook: string, from: string | null): ResumedRun {
  const { graph, plan, hashes, modules, parameters } = prepared;
  if (from !== null && !graph.steps.some(step => step.name === from)) throw noStep(from, graph);
  const choice = chooseReuse(origin, {
    plan,
    hashes,
    modules,
    changedSetup: changedSetup(graph, origin.header.parameters, effectiveParameters(graph.parameters, parameters)),
    from,
    dependents: from === null ? new Set() : dependentsOf(from, graph),
    contentOf: contentIn(realpathSync(dirname(notebook))),
    isWhole: wholeIn(origin)
  });
  const events = plan.steps.flatMap(({ name, position }) => {
    const units = choice.tasks
      .filter(task => task.step === name)
      .map(({ kind, index, record, run, task }) => ({ kind, index, record, origin: { run, task } }));
    return units.length === 0 ? [] : [{ type: 'reuse' as const, at: Date.now(), position, units }];
  });
  return { origin, events, reasons: choice.reasons };
}

/** The step and all that are reached from it. */
function dependentsOf(from: string, graph: FlowGraph): ReadonlySet<string> {
  const found = new Set([from]);
  for (const { name } of graph.steps)
    if (graph.edges.some(edge => edge.to === name && found.has(edge.from) && edge.evidence !== 'refuted')) found.add(name);
  return found;
}

function contentIn(folder: string): (slot: string, known: FileContent) => FileContent {
  return (slot, known) => {
    const path = resolve(folder, slot.slice(slot.indexOf(':') + 1));
    if (slot.startsWith('folder:')) return namesIn(path);
    return known.startsWith('stat:') ? (signatureOf(path) ?? gone) : contentOf(path, { bytes: Infinity });
  };
}

function wholeIn({ header: { root, flow } }: OriginRun): (task: OriginTask) => boolean {
  const reader = openReader(root);
  const blobs = openBlobStore(root, flow);
  return ({ step, kind, run, task, record }) => {
    const name = kind === 'whole' ? step : partNames(step)[kind];
    return reader.task({ flow, run, step: name, task }) !== null && keysOf(record).every(key => blobs.has(key));
  };
}

/** Content keys of everything that a later task may load. */
function keysOf({ writes, items, result, outputs }: OriginTask['record']): string[] {
  const stored = [
    ...Object.values(writes).flatMap(write => (write.kind === 'value' ? [write.stored] : [])),
    ...(items ?? []).map(each => each.stored),
    ...(result === null ? [] : [result])
  ];
  const joints = stored.flatMap(({ joint }) => (joint === null ? [] : [joint.key]));
  return [...stored.map(each => each.key), ...joints, ...(outputs === null ? [] : [outputs])];
}

function noStep(from: string, graph: FlowGraph): HeadwaterError {
  const names = graph.steps.map(step => step.name);
  const near = nearNames(from, names);
  return new HeadwaterError('HW527', `The flow ${graph.flow} has no step '${from}' to run from.`, {
    about: from,
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Its steps are ${names.join(', ')}.`
  });
}
