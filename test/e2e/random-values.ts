import type { Chance } from './random-chance';
import type { Palette } from './random-palette';

/** An expression that makes a value, often of what is there already. */
export function freshValue(chance: Chance, { used, names }: Palette): string {
  const { pick, below } = chance;
  const name = (): string => pick(names);
  const core = [
    () => `[${name()}, ${below(9)}]`,
    () => `{ a: ${name()}, b: [${below(9)}] }`,
    () => `new Map<any, any>([['m', ${name()}], [${name()}, ${below(9)}]])`,
    () => `new Set<any>([${name()}, 1])`,
    () => `new Date(${1 + below(9)}000)`,
    () => `new K(${name()})`,
    () => String(below(100)),
    () => `'t${below(5)}'`,
    () => `Object.freeze({ f: ${name()} })`,
    () => `[, ${name()}, , ${below(3)}]`,
    () => name(),
    () => `[...(Array.isArray(${name()}) ? ${name()} : [2])].length`,
    () => `box(${name()})`
  ];
  const functions = [
    () => `make(${name()})`,
    () => `mut.bind(null, ${name()})`,
    () => `(x: any) => { mut(${name()}, x); return ${below(9)}; }`,
    () => `{ get g() { return ${name()} === undefined ? 0 : 1; }, m(x: any) { return mut(this, x); } }`,
    () => `{ [mark]: ${name()} }`,
    () => `new L(${name()}, ${below(9)})`
  ];
  const buffers = [
    () => `new Uint8Array([${below(9)}, 2])`,
    () => `new Float64Array(bytes.buffer, 0, 1)`,
    () => `new Uint8Array(bytes.buffer, ${below(4)}, 2)`,
    () => `bytes.subarray(${below(4)})`,
    () => `Buffer.from('ab${below(9)}')`,
    () => `new BigInt64Array([${below(9)}n])`
  ];
  const odd = [
    () => `/a/g`,
    () => `new Error('e${below(9)}', { cause: ${name()} })`,
    () => `Object.assign(Object.create(null), { n: ${name()} })`,
    () => `Object.defineProperty({ q: 1 }, 'hid', { value: ${name()}, enumerable: false })`,
    () => `new (class extends Array<any> { tail() { return this.length; } })()`,
    () => `new URL('http://h/?q=${below(9)}')`,
    () => `Symbol.for('s${below(2)}')`,
    () => `${below(9)}n`,
    () => `pick(pick)`,
    () => `new WeakMap<any, any>()`,
    () => `[1, 2, 3][Symbol.iterator]()`
  ];
  const pools = [core, core, core];
  if (used.has('functions')) pools.push(functions, functions);
  if (used.has('buffers')) pools.push(buffers, buffers);
  if (used.has('odd')) pools.push(odd);
  return pick(pick(pools))();
}
