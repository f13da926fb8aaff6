import type { StoredVersion } from '../artifact/artifact';
import { namingContext } from '../artifact/naming-context';
import { decodeValue } from '../artifact/decode-value';
import { bundleComponent, type MimeBundle } from '../card/bundle-component';
import type { CardDocument } from '../card/card-document';
import type { CardComponent, FactsComponent, SectionComponent } from '../card/component';
import { bytesText } from '../card/draw/draw-values';
import { durationText } from '../card/draw/draw-dag';
import type { BlobStore } from '../datastore/datastore';
import { versionOf } from '../run/version-table';
import type { TaskError } from '../task/protocol';
import type { RunContext } from './run-context';
import { isVariable, type TaskFacts } from './task-artifacts';

/** What a step's settings say of its card; null: it has none. */
export interface CardWish {
  readonly type: string;
  readonly title: string;
}

/** The card that a step wants: `default` unless its settings say otherwise. */
export function cardWish({ graph }: RunContext, position: number): CardWish | null {
  const step = graph.steps.find(each => each.position === position);
  if (step === undefined || step.settings.card === false) return null;
  const given = typeof step.settings.card === 'object' ? step.settings.card : {};
  return { type: given.type ?? 'default', title: given.title ?? step.title ?? step.name };
}

/** The card of a task that has committed: what its code has put on it, and for the type `default` what was recorded. */
export function taskCard(context: RunContext, facts: TaskFacts, task: string, wish: CardWish): CardDocument {
  const own = facts.record.card === null || facts.record.card === undefined ? [] : ownComponents(context.blobs, facts.record.card);
  const error = facts.error ?? facts.caught;
  const recorded = wish.type === 'blank' ? [] : recordedComponents(context, facts);
  return {
    version: 1,
    type: wish.type,
    id: null,
    title: facts.unit.index === null ? wish.title : `${wish.title} ${facts.unit.index + 1}`,
    pathspec: [context.flow, context.run, facts.step.name, task].join('/'),
    components: [...(error === null ? [] : [errorComponent(error)]), ...own, ...recorded],
    live: false,
    at: facts.record.finishedAt
  };
}

/** A card while its step runs: only what its code has put on it so far. */
export function liveCard(
  context: RunContext,
  step: string,
  wish: CardWish,
  components: readonly CardComponent[],
  at: number
): CardDocument {
  return {
    version: 1,
    type: wish.type,
    id: null,
    title: wish.title,
    pathspec: [context.flow, context.run, step].join('/'),
    components,
    live: true,
    at
  };
}

function ownComponents(blobs: BlobStore, key: string): CardComponent[] {
  return JSON.parse(decodeValue(blobs.load(key), namingContext) as string) as CardComponent[];
}

function errorComponent({ type, message, stack, code, hint }: TaskError): CardComponent {
  return code === 'HW200'
    ? { type: 'error', title: type, message, stack }
    : { type: 'error', title: `${code} ${type}`, message, hint, stack };
}

function recordedComponents(context: RunContext, facts: TaskFacts): CardComponent[] {
  return [
    section('Outputs', true, outputComponents(context.blobs, facts.record.outputs)),
    section('Variables', true, [variableFacts(facts)]),
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

interface Shown {
  readonly stored: StoredVersion;
  readonly made: boolean;
}

function variableFacts({ state, position, unit, record }: TaskFacts): FactsComponent {
  const read = Object.keys(record.reads).flatMap(slot => {
    const { version } = versionOf(state, { position, kind: unit.kind }, slot);
    return version.kind === 'value' && isVariable(slot) ? [[slot, { stored: version.stored, made: false }] as const] : [];
  });
  const written = Object.entries(record.writes).flatMap(([slot, write]) =>
    write.kind === 'value' && isVariable(slot) ? [[slot, { stored: write.stored, made: true }] as const] : []
  );
  const found = [...new Map<string, Shown>([...read, ...written])].sort(([, a], [, b]) => Number(b.made) - Number(a.made));
  const facts = found.map(([name, { stored, made }]) => ({
    name,
    value: stored.summary,
    kind: made ? 'made here' : 'read',
    size: stored.size
  }));
  const result =
    record.result === null ? [] : [{ name: 'result', value: record.result.summary, kind: 'made here', size: record.result.size }];
  return { type: 'facts', facts: [...result, ...facts] };
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
