import type { Runtime, Session } from 'node:inspector';

/** One scope that a function was made in: its variables as they are now. */
export interface Scope {
  /** What the engine calls it: `Closure (makeCounter)`, `Block`, `With Block`, `Script`, `Global`. */
  readonly description: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A bound function's parts. */
export interface BoundParts {
  readonly target: unknown;
  readonly self: unknown;
  readonly args: unknown;
}

/** The scopes of a function, the innermost first, without the global one. */
export function scopesOf(fn: object): Scope[] {
  const scopes = internalProperty(fn, '[[Scopes]]');
  if (scopes?.objectId === undefined) return [];
  const { result } = post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', { objectId: scopes.objectId, ownProperties: true });
  return result.flatMap(({ value }) => {
    const description = value?.description ?? '';
    if (value?.objectId === undefined || description === 'Global') return [];
    return [{ description, variables: Reflect.get(pull(value) as object, 'object') as Record<string, unknown> }];
  });
}

/** The parts of a bound function; null when it is none. */
export function boundPartsOf(fn: object): BoundParts | null {
  const target = internalProperty(fn, '[[TargetFunction]]');
  if (target === undefined) return null;
  const self = internalProperty(fn, '[[BoundThis]]');
  const args = internalProperty(fn, '[[BoundArgs]]');
  return { target: pull(target), self: self === undefined ? undefined : pull(self), args: args === undefined ? [] : pull(args) };
}

/** Where a value is handed between this code and the inspector. */
const hand = Symbol.for('headwater.inspected');
const group = 'headwater';

let session: Session | null = null;

function internalProperty(fn: object, name: string): Runtime.RemoteObject | undefined {
  Reflect.set(globalThis, hand, fn);
  try {
    const { result } = post<Runtime.EvaluateReturnType>('Runtime.evaluate', {
      expression: `globalThis[Symbol.for('headwater.inspected')]`,
      objectGroup: group
    });
    if (result.objectId === undefined) return undefined;
    const all = post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', { objectId: result.objectId, ownProperties: true });
    return all.internalProperties?.find(property => property.name === name)?.value;
  } finally {
    Reflect.deleteProperty(globalThis, hand);
  }
}

/** The value itself of what the inspector calls an object, or of a primitive. */
function pull(remote: Runtime.RemoteObject): unknown {
  const argument = remote.objectId === undefined ? primitiveArgument(remote) : { objectId: remote.objectId };
  const { result } = post<Runtime.EvaluateReturnType>('Runtime.evaluate', { expression: 'globalThis', objectGroup: group });
  try {
    post('Runtime.callFunctionOn', {
      objectId: result.objectId,
      functionDeclaration: `function (value) { this[Symbol.for('headwater.inspected')] = value; }`,
      arguments: [argument]
    });
    return Reflect.get(globalThis, hand);
  } finally {
    Reflect.deleteProperty(globalThis, hand);
  }
}

function primitiveArgument(remote: Runtime.RemoteObject): Runtime.CallArgument {
  return remote.unserializableValue === undefined
    ? { value: remote.value as unknown }
    : { unserializableValue: remote.unserializableValue };
}

/** The session in this very process answers at once. */
function post<T>(method: string, parameters: object): T {
  let answer: T | undefined;
  let failure: Error | null = null;
  connected().post(method, parameters, (error, result) => {
    failure = error;
    answer = result as T;
  });
  if (failure !== null || answer === undefined) throw failure ?? new Error(`The inspector did not answer ${method}.`);
  return answer;
}

function connected(): Session {
  if (session === null) {
    const inspector = require('node:inspector') as typeof import('node:inspector');
    session = new inspector.Session();
    session.connect();
  }
  return session;
}

/** Gives back the memory that the inspector keeps for what it has shown. */
export function releaseInspected(): void {
  session?.post('Runtime.releaseObjectGroup', { objectGroup: group });
}
