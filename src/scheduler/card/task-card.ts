import { namingContext } from '../../artifact/naming-context';
import { decodeValue } from '../../artifact/decode-value';
import type { CardDocument } from '../../card/card-document';
import type { CardComponent } from '../../card/component';
import { mapComponents } from '../../card/map-components';
import type { BlobStore } from '../../datastore/datastore';
import type { TaskError } from '../../task/protocol';
import type { RunContext } from '../run-context';
import { isVariable } from '../task-artifacts';
import { recordedComponents, type MadeTask } from './recorded-components';

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
export async function taskCard(made: MadeTask, wish: CardWish): Promise<CardDocument> {
  const { context, facts, task } = made;
  const own = facts.record.card === null || facts.record.card === undefined ? [] : ownComponents(context.blobs, facts.record.card);
  const error = facts.error ?? facts.caught;
  const recorded = wish.type === 'blank' ? [] : await recordedComponents(made);
  return {
    version: 1,
    type: wish.type,
    id: null,
    ...placed(wish, facts.unit.index),
    pathspec: [context.flow, context.run, facts.step.name, task].join('/'),
    components: [...(error === null ? [] : [errorComponent(error)]), ...withSources(own, made), ...recorded],
    live: false,
    at: facts.record.finishedAt
  };
}

/** A card while its task runs: only what its code has put on it so far. `index`: see `Unit`. */
export function liveCard(
  context: RunContext,
  { step, index }: { readonly step: string; readonly index: number | null },
  wish: CardWish,
  components: readonly CardComponent[],
  at: number
): CardDocument {
  return {
    version: 1,
    type: wish.type,
    id: null,
    ...placed(wish, index),
    pathspec: [context.flow, context.run, step].join('/'),
    components,
    live: true,
    at
  };
}

/** Tables that are not shown whole say where all their rows are. */
function withSources(components: readonly CardComponent[], { context, facts, task }: MadeTask): CardComponent[] {
  const { record, step } = facts;
  return mapComponents(components, each => {
    if (each.type !== 'table') return each;
    const { variable, ...table } = each;
    if (table.rows.length >= table.total) return table;
    const isStored =
      variable !== undefined && isVariable(variable) && (record.writes[variable]?.kind === 'value' || variable in record.reads);
    if (isStored) return { ...table, source: [context.flow, context.run, step.name, task, variable].join('/') };
    return { ...table, note: [table.note, 'The others are not kept: assign the whole table to a variable of the step.'].join(' ').trim() };
  });
}

/** People count items from one. */
function placed({ title }: CardWish, index: number | null): Pick<CardDocument, 'title' | 'index'> {
  return index === null ? { title } : { title: `${title} ${index + 1}`, index };
}

function ownComponents(blobs: BlobStore, key: string): CardComponent[] {
  return JSON.parse(decodeValue(blobs.load(key), namingContext) as string) as CardComponent[];
}

function errorComponent({ type, message, stack, code, hint }: TaskError): CardComponent {
  return code === 'HW200'
    ? { type: 'error', title: type, message, stack }
    : { type: 'error', title: `${code} ${type}`, message, hint, stack };
}
