import { wholeTypeOfValue } from '../../artifact/value-type';
import type { CellRunner } from '../cells/cell-runner';

/** A value for a variable of the kernel. */
export interface Given {
  readonly name: string;
  readonly value: unknown;
}

/** A variable that was set, with its TypeScript type as text. */
export interface Loaded {
  readonly name: string;
  readonly type: string;
}

/** A variable that was not set. */
export interface Skipped {
  readonly name: string;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** Where the cell that sets variables finds their values. */
const place = Symbol.for('headwater.given');

/**
 * Declares variables with the types that their values seem to have, so that later cells are checked against them. One of the same name is
 * declared anew, as a cell would do. A type that the compiler does not take becomes `any`.
 */
export async function setVariables(runner: CellRunner, given: readonly Given[]): Promise<{ loaded: Loaded[]; skipped: Skipped[] }> {
  const known = runner.names;
  const className = (instance: object): string | null => {
    const { name } = instance.constructor as { name?: unknown };
    return typeof name === 'string' && known.has(name) && runner.variables[name] === instance.constructor ? name : null;
  };
  const typed = given.map(each => ({ ...each, type: wholeTypeOfValue(each.value, className) }));
  if (typed.length > 0 && (await declare(runner, typed)) === null) return { loaded: typed.map(nameAndType), skipped: [] };
  const loaded: Loaded[] = [];
  const skipped: Skipped[] = [];
  for (const each of typed) {
    const untyped = { ...each, type: 'any' };
    if ((await declare(runner, [each])) === null) loaded.push(nameAndType(each));
    else {
      const reason = await declare(runner, [untyped]);
      if (reason === null) loaded.push(nameAndType(untyped));
      else skipped.push({ name: each.name, reason });
    }
  }
  return { loaded, skipped };
}

type Typed = Given & Loaded;

function nameAndType({ name, type }: Typed): Loaded {
  return { name, type };
}

/** Runs a cell that declares them. Returns null, or why it failed. */
async function declare(runner: CellRunner, variables: readonly Typed[]): Promise<string | null> {
  const values = new Map(variables.map(each => [each.name, each.value]));
  const lines = variables.map(
    ({ name, type }) => `let ${name}: ${type} = (globalThis as any)[Symbol.for('headwater.given')](${JSON.stringify(name)});`
  );
  Object.defineProperty(globalThis, place, { value: (name: string) => values.get(name), configurable: true });
  try {
    const outcome = await runner.run(lines.join('\n'), 'In[_]');
    return outcome.status === 'ok' ? null : `${outcome.ename}: ${outcome.evalue}`;
  } finally {
    Reflect.deleteProperty(globalThis, place);
  }
}
