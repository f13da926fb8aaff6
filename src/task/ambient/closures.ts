import { Session as InspectorSession, type Runtime } from 'node:inspector';

/** Variables that a function closes over, private fields, and the like: what is kept behind an object and that its properties do not show. */
export interface Inside {
  /** Names and values as they are now; made for the caller. */
  readonly held: ReadonlyMap<unknown, unknown>;
  /** Id of the script for a scope: functions of one script may share it. */
  readonly script: string | null;
}

/** Says what is behind each of the objects at this moment. */
export type LookInside = (objects: readonly object[]) => (readonly Inside[])[];

/** The inspector of V8, asked by this process about itself; nothing of it runs between two questions. Where Node has none, nothing is seen. */
export function openClosures(): LookInside {
  let ask: Ask | null | undefined;
  return objects => {
    ask ??= ask === undefined ? connect() : null;
    return ask === null ? objects.map(() => []) : lookAt(objects, ask);
  };
}

/** Sends one question and has its answer at once. */
type Ask = (method: string, params: object) => Answer;

/** The types of Node 20 leave out private fields. */
type Answer = Runtime.GetPropertiesReturnType &
  Runtime.EvaluateReturnType & { readonly privateProperties?: readonly { readonly name: string; readonly value?: Runtime.RemoteObject }[] };

function connect(): Ask | null {
  try {
    const session = new InspectorSession();
    session.connect();
    return (method, params) => {
      const answers: Answer[] = [];
      session.post(method, params, (error, answer) => (error === null ? answers.push(answer as Answer) : 0));
      return answers[0] ?? { result: [] as never };
    };
  } catch {
    return null;
  }
}

/** What the inspector says of one object: where a value lies that still has to be fetched. */
interface Found {
  readonly kind: string;
  readonly script: string | null;
  readonly value: Runtime.RemoteObject;
}

const group = 'headwater';
const handOver = Symbol('headwater.inside');

function lookAt(objects: readonly object[], ask: Ask): (readonly Inside[])[] {
  const desk: { given: readonly object[]; fetched: unknown[] } = { given: objects, fetched: [] };
  Object.defineProperty(globalThis, handOver, { value: desk, configurable: true });
  try {
    const own = ask('Runtime.evaluate', { expression: deskExpression(), objectGroup: group }).result.objectId;
    const given = ask('Runtime.callFunctionOn', {
      objectId: own,
      functionDeclaration: 'function () { return this.given }',
      objectGroup: group
    });
    const elements = ask('Runtime.getProperties', { objectId: given.result.objectId, ownProperties: true }).result;
    const found = objects.map((_, index) => foundIn(elements[index]?.value?.objectId, ask));
    const args = found.flat().map(({ value }) => argumentOf(value));
    ask('Runtime.callFunctionOn', { objectId: own, functionDeclaration: 'function (...all) { this.fetched = all }', arguments: args });
    let at = 0;
    return found.map(each => each.flatMap(one => insidesOf(one, desk.fetched[at++])));
  } finally {
    Reflect.deleteProperty(globalThis, handOver);
    ask('Runtime.releaseObjectGroup', { objectGroup: group });
  }
}

/** The symbol cannot be written down; it is found among the symbols of globalThis. */
function deskExpression(): string {
  return `globalThis[Object.getOwnPropertySymbols(globalThis).find(each => each.description === ${JSON.stringify(handOver.description)})]`;
}

const wanted = new Set([
  '[[Scopes]]',
  '[[TargetFunction]]',
  '[[BoundThis]]',
  '[[BoundArgs]]',
  '[[Target]]',
  '[[Entries]]',
  '[[GeneratorState]]'
]);

function foundIn(objectId: string | undefined, ask: Ask): Found[] {
  if (objectId === undefined) return [];
  const answer = ask('Runtime.getProperties', { objectId, ownProperties: true });
  const internal = answer.internalProperties ?? [];
  const places = internal.flatMap(({ value }) => (value?.subtype === placeType ? [value.value as Place] : []));
  const script = places[0]?.scriptId ?? null;
  const inner = internal.flatMap(({ name, value }) => (value && wanted.has(name) ? [{ kind: name, script, value }] : []));
  const position: Found[] = places.map(({ lineNumber, columnNumber }) => ({
    kind: '[[Location]]',
    script: null,
    value: { type: 'string', value: `${lineNumber}:${columnNumber}` }
  }));
  const fields = (answer.privateProperties ?? []).flatMap(({ name, value }) => (value ? [{ kind: name, script: null, value }] : []));
  return [...inner, ...position, ...fields];
}

/** Where a function begins, or a generator waits. */
interface Place {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

const placeType = 'internal#location';

function argumentOf({ objectId, value, unserializableValue }: Runtime.RemoteObject): Runtime.CallArgument {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value: value as unknown } : { unserializableValue };
}

function insidesOf({ kind, script }: Found, value: unknown): Inside[] {
  if (kind === '[[Scopes]]') return scopesIn(value as readonly Scope[], script);
  if (kind === '[[Entries]]') return [{ held: new Map(Array.from(value as readonly Pair[], pairOf)), script: null }];
  if (kind === '[[BoundArgs]]') return [{ held: new Map(Array.from(value as readonly unknown[]).entries()), script: null }];
  return [{ held: new Map([[kind, value]]), script: null }];
}

interface Pair {
  readonly key?: unknown;
  readonly value: unknown;
}

function pairOf(pair: Pair): [unknown, unknown] {
  return 'key' in pair ? [pair.key, pair.value] : [pair.value, true];
}

/** A scope as the inspector describes it, the innermost first. */
interface Scope {
  readonly description: string;
  readonly object: object | undefined;
}

/** Without the scopes that all scripts of the process share. */
function scopesIn(list: readonly Scope[], script: string | null): Inside[] {
  const own = Array.from(list).filter(({ description }) => description !== 'Global' && !description.startsWith('Script'));
  return own.map(({ object }) => ({ held: new Map(Object.entries(object ?? {})), script }));
}
