import { namingContext } from '../../artifact/naming-context';
import { decodeValue } from '../../artifact/decode-value';
import { bundleComponent, type MimeBundle } from '../../card/bundle-component';
import type { CardComponent, FactsComponent, SectionComponent } from '../../card/component';
import { durationText } from '../../duration-text';
import { bytesText } from '../../card/draw/draw-values';
import type { BlobStore } from '../../datastore/datastore';
import type { LogPaths } from '../publish-task';
import type { RunContext } from '../run-context';
import type { TaskFacts } from '../task-artifacts';
import { printedComponents } from './printed-components';
import type { ValuePreviews } from './value-previews';
import { variableComponents } from './variable-components';

/** A task that has committed, and where what it has left can be read. */
export interface MadeTask {
  readonly context: RunContext;
  readonly facts: TaskFacts;
  readonly task: string;
  /** Null when it printed in another run. */
  readonly logs: LogPaths | null;
  readonly previews: ValuePreviews;
}

/** What was recorded of a task, in sections; those with nothing in them are left out. */
export async function recordedComponents({ context, facts, task, logs, previews }: MadeTask): Promise<CardComponent[]> {
  const pathspec = [context.flow, context.run, facts.step.name, task].join('/');
  return [
    section('Outputs', true, outputComponents(context.blobs, facts.record.outputs)),
    section('Printed', true, await printedComponents(logs, facts.record, pathspec)),
    section('Variables', true, await variableComponents(facts, previews)),
    section('Parameters', true, [parameterFacts(context)]),
    section('Task', false, [taskFacts(context, facts)]),
    section('Flow', false, [graphComponent(context, facts)]),
    section('Warnings', true, warningComponents(facts))
  ].filter(each => each !== null);
}

function section(title: string, open: boolean, components: readonly CardComponent[]): SectionComponent | null {
  const shown = components.filter(each => each.type !== 'facts' || each.facts.length > 0);
  return shown.length === 0 ? null : { type: 'section', title, open, components: shown };
}

/** As much as a card shows of outputs, in bytes: all of them are in the run. */
const mostOutputs = 10_000_000;

function outputComponents(blobs: BlobStore, key: string | null): CardComponent[] {
  if (key === null) return [];
  const outputs = JSON.parse(decodeValue(blobs.load(key), namingContext) as string) as readonly { readonly data: MimeBundle }[];
  let left = mostOutputs;
  return outputs.map(({ data }): CardComponent => {
    const component = bundleComponent(data);
    const size = JSON.stringify(component).length;
    left -= size;
    return left >= 0
      ? component
      : { type: 'text', text: `An output of ${bytesText(size)} is left out here; look back at the run to see it.` };
  });
}

function parameterFacts({ graph, parameters }: RunContext): FactsComponent {
  const facts = graph.parameters.map(({ name, type, default: usual }) => {
    const given = parameters.find(each => each.name === name);
    const value = given === undefined ? usual : given.value;
    return { name, value: typeof value === 'string' ? value : JSON.stringify(value), kind: given === undefined ? type : `${type} · given` };
  });
  return { type: 'facts', facts };
}

function taskFacts({ user }: RunContext, { record, unit }: TaskFacts): FactsComponent {
  const took = Math.max(0, record.finishedAt - record.startedAt);
  const waited = record.waited ?? 0;
  const facts = [
    { name: 'started', value: new Date(record.startedAt).toISOString() },
    { name: 'took', value: waited > 0 ? `${durationText(took)}, of it ${durationText(waited)} waiting` : durationText(took) },
    { name: 'CPU', value: durationText(record.cpu) },
    { name: 'peak memory', value: bytesText(record.peakMemory) },
    { name: 'attempts', value: String(unit.attempt + 1) },
    { name: 'user', value: user }
  ];
  return { type: 'facts', facts };
}

function graphComponent({ storedSteps }: RunContext, { step }: TaskFacts): CardComponent {
  const steps = storedSteps.map(({ name, title, next, type }) => ({
    name,
    ...(title === null ? {} : { title }),
    next,
    split: type === 'split-foreach'
  }));
  return { type: 'dag', steps, here: step.name };
}

function warningComponents({ record }: TaskFacts): CardComponent[] {
  return record.warnings.map(({ code, message, hint }) => ({ type: 'markdown', text: `**${code}** ${message} ${hint}` }));
}
