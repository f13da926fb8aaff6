import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { PrivateFields } from '../../../src/artifact/artifact';
import { decodeValue } from '../../../src/artifact/decode-value';
import { encodeVariables } from '../../../src/artifact/encode-variables';
import { namingContext } from '../../../src/artifact/naming-context';
import { bytesOf, cell, cellContext, roundTrip } from './cell-context';

class Layer {
  weights = new Float64Array([1, 2]);
  activation: unknown = null;
  get size(): number {
    return this.weights.length;
  }
}
class Dense extends Layer {
  units = 3;
}
class TooBig extends Error {
  readonly n: number;
  constructor(n: number, options?: ErrorOptions) {
    super(`${n} is too big`, options);
    this.name = 'TooBig';
    this.n = n;
  }
}
class Table2 extends Map<string, number> {
  note = 'n';
}
class Stack extends Array<number> {}
class Vault {
  #coins = 0;
  put(n: number): this {
    this.#coins += n;
    return this;
  }
  get coins(): number {
    return this.#coins;
  }
  static readonly fields: PrivateFields = {
    read: object => ({ coins: (object as Vault).#coins }),
    write: (object, fields) => void ((object as Vault).#coins = Number(fields['coins'])),
    readStatic: () => ({}),
    writeStatic: () => undefined,
    allocate: () => new Vault()
  };
}
class Safe extends Vault {
  place = 'cellar';
}

const code = cellContext({ Layer, Dense, TooBig, Table2, Stack, Vault, Safe });
code.privates.set(Vault, Vault.fields);
code.modules.set('node:events', EventEmitter);

function errorOf(fail: () => unknown): Error & { readonly code?: unknown } {
  try {
    fail();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not fail.');
}

function reload<T>(value: T): T {
  const { value: loaded, bytes, again } = roundTrip(value, code);
  expect(again.equals(bytes)).toBe(true);
  return loaded as T;
}

describe('instances of classes with an address', () => {
  it('get their fields, prototype and base classes back', () => {
    const loaded = reload([new Dense(), new Layer()]);
    expect(loaded).toEqual([new Dense(), new Layer()]);
    expect([loaded[0] instanceof Dense, loaded[0] instanceof Layer, loaded[0]?.size]).toEqual([true, true, 2]);
  });

  it('are made without running their constructor, or setters of their class', () => {
    let runs = 0;
    class Counted {
      declare value: number;
      constructor() {
        runs++;
        Object.defineProperty(this, 'value', { value: 5, writable: true, enumerable: true, configurable: true });
      }
    }
    Object.defineProperty(Counted.prototype, 'value', { set: () => runs++, configurable: true });
    const own = cellContext({ Counted });
    const { value } = roundTrip(new Counted(), own);
    expect([(value as Counted).value, runs]).toEqual([5, 1]);
  });

  it('keep #private fields, also those of a base', () => {
    const loaded = reload({ safe: new Safe().put(7), vault: new Vault().put(2) });
    expect([loaded.safe.coins, loaded.safe.place, loaded.vault.coins, loaded.safe instanceof Safe]).toEqual([7, 'cellar', 2, true]);
  });

  it('keep what builtin bases hold inside', () => {
    const loaded = reload({ map: new Table2([['a', 1]]), stack: Stack.of(1, 2) });
    expect([loaded.map.get('a'), loaded.map.note, loaded.map instanceof Table2]).toEqual([1, 'n', true]);
    expect([[...loaded.stack], loaded.stack instanceof Stack]).toEqual([[1, 2], true]);
  });

  it('keep errors whole: class, cause, stack and own fields', () => {
    const error = new TooBig(8, { cause: new RangeError('limit 5') });
    const loaded = reload(error);
    expect([loaded instanceof TooBig, loaded.n, String(loaded), loaded.stack === error.stack]).toEqual([
      true,
      8,
      'TooBig: 8 is too big',
      true
    ]);
    expect(loaded.cause).toBeInstanceOf(RangeError);
    expect(Object.keys(loaded)).toEqual(Object.keys(error));
  });

  it("keep JavaScript's and node's own errors, with their codes", () => {
    const caught = [() => new URL('bad'), () => readFileSync('/no such file'), () => structuredClone(() => 1)].map(errorOf);
    const told = (errors: typeof caught): unknown[] => errors.map(error => [String(error), error.code, error.stack]);
    const loaded = reload(caught);
    expect(told(loaded)).toEqual(told(caught));
    expect([loaded[0] instanceof TypeError, loaded[2] instanceof DOMException]).toEqual([true, true]);
  });

  it("work for node's EventEmitter, whose symbols only its module knows", () => {
    const emitter = Object.assign(new EventEmitter(), { total: 1 });
    const loaded = reload(emitter);
    expect(Reflect.ownKeys(loaded)).toEqual(Reflect.ownKeys(emitter));
    expect(loaded.emit('nothing')).toBe(false);
  });
});

describe('classes whose state cannot be read', () => {
  it('are stored by toJSON and fromJSON when they have them', () => {
    const Hidden = cell(`return class Hidden {
      #n; constructor(n) { this.#n = n; }
      get n() { return this.#n; }
      toJSON() { return { n: this.#n }; }
      static fromJSON(data) { return new Hidden(data.n); }
    };`) as new (n: number) => { n: number };
    const own = cellContext({ Hidden });
    const { value, bytes, again } = roundTrip([new Hidden(4)], own);
    expect((value as { n: number }[])[0]?.n).toBe(4);
    expect(again.equals(bytes)).toBe(true);
  });

  it.each([
    ['#private fields', `return class Secret { #n = 1; get n() { return this.#n; } };`],
    ['private fields in a map beside the class', `const n = new Map(); return class Secret { constructor() { n.set(this, 1); } };`],
    [
      'private fields compiled to WeakMaps',
      `const n = new WeakMap(); return class Secret { constructor() { __classPrivateFieldSet(this, n, 1); } };`
    ]
  ])('are refused when they have %s and no codec', (_, text) => {
    const Secret = cell(`const __classPrivateFieldSet = () => {}; ${text}`) as new () => object;
    const own = cellContext();
    own.modules.set('a-library', Secret);
    const { unstorable } = encodeVariables(new Map([['x', { deep: [new Secret()] }]]), own);
    expect(unstorable).toMatchObject([{ path: 'x.deep[0]', what: expect.stringContaining('Secret') as string }]);
  });

  it('are not confused by a # in a text', () => {
    const Paint = cell(`return class Paint { color = '#fff'; };`) as new () => object;
    const own = cellContext({ Paint });
    expect(roundTrip(new Paint(), own).value).toEqual(new Paint());
  });
});

describe('where the class is not there', () => {
  it('an instance prints under its name, and its class says that it cannot run', () => {
    const bytes = bytesOf([Object.assign(new Dense(), { activation: Math.max }), new Dense()], code);
    const [first, second] = decodeValue(bytes, namingContext) as object[];
    expect(inspect(first)).toMatch(/^Dense \{/);
    expect(Object.getPrototypeOf(second)).toBe(Object.getPrototypeOf(first));
    expect(() => Reflect.construct((first as Dense).constructor, [])).toThrow(expect.objectContaining({ code: 'HW313' }) as Error);
  });
});
