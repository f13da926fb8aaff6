import type { TestCell } from '../src/task/serial-notebook';

/** Functions that every random notebook has: one changes any object in place, one prints values so that sharing shows. */
const tools = `function mut(o: any, x: any): any {
  if (Array.isArray(o)) o.push(x);
  else if (o instanceof Map) o.set('k' + o.size, x);
  else if (o instanceof Set) o.add(x);
  else if (o instanceof Date) o.setTime(o.getTime() + 1000);
  else if (ArrayBuffer.isView(o)) (o as any)[0]++;
  else if (typeof o === 'object' && o !== null) o['p' + Object.keys(o).length] = x;
  return o;
}
function make(o: any): any {
  const box = [0];
  return { inc: () => { box[0]++; mut(o, box[0]); return box[0]; }, get: () => box[0], held: () => o };
}
function call(o: any, x: any): any {
  if (typeof o === 'function') return o(x);
  if (typeof o?.inc === 'function') return o.inc();
  return x;
}
function dump(...roots: any[]): string {
  const seen = new Map<any, number>();
  const show = (v: any): string => {
    if (typeof v === 'function') return 'f:' + v.name + (v.name === 'held' || v.name === 'get' ? '=' + show(v()) : '');
    if (typeof v !== 'object' || v === null) return String(v);
    if (seen.has(v)) return '#' + seen.get(v);
    seen.set(v, seen.size);
    if (v instanceof Date) return 'D' + v.getTime();
    if (ArrayBuffer.isView(v)) return 'T' + (v as any).join('.');
    if (v instanceof Map) return 'M(' + [...v].map(([k, e]) => show(k) + '>' + show(e)).join() + ')';
    if (v instanceof Set) return 'S(' + [...v].map(show).join() + ')';
    if (Array.isArray(v)) return '[' + v.map(show).join() + ']';
    const secret = 'secret' in v ? '!' + show(v.secret) : '';
    return v.constructor.name + secret + '{' + Object.keys(v).map(k => k + ':' + show(v[k])).join() + '}';
  };
  return roots.map(show).join(' ');
}`;

const names = ['v0', 'v1', 'v2', 'v3', 'v4'];

/** A notebook of a few steps that declare, share, change and replace values in ways that `seed` chooses; the last step prints all of them. */
export function randomNotebook(seed: number): TestCell[] {
  const random = mulberry32(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const name = (): string => pick(names);
  const fresh = (): string =>
    pick([
      () => `[${name()}, ${below(9)}]`,
      () => `{ a: ${name()}, b: [${below(9)}] }`,
      () => `new Map<any, any>([['m', ${name()}]])`,
      () => `new Set<any>([${name()}, 1])`,
      () => `new Date(${below(9)}000)`,
      () => `new Uint8Array([${below(9)}, 2])`,
      () => `new K(${name()})`,
      () => String(below(100)),
      () => `make(${name()})`,
      () => `mut.bind(null, ${name()})`,
      () => `Object.freeze({ f: ${name()} })`,
      () => `{ [mark]: ${name()}, get g() { return 1; } }`,
      () => name(),
      () => `[...(Array.isArray(${name()}) ? [1] : [2])]`
    ])();
  const statement = (): string =>
    pick([
      () => `${name()} = ${fresh()};`,
      () => `${name()} = ${fresh()};`,
      () => `mut(${name()}, ${fresh()});`,
      () => `mut(${name()}, ${fresh()});`,
      () => `mut(${name()}, ${name()});`,
      () => `f${below(2)}(${fresh()});`,
      () => `tick();`,
      () => `call(${name()}, ${name()});`,
      () => `call(${name()}, ${below(9)});`,
      () => `(globalThis as any).shared = ${name()};`,
      () => `mut((globalThis as any).shared, ${name()});`,
      () => `mut(${name()}?.[mark], ${below(9)});`,
      () => `delete ${name()}?.p1;`,
      () => `K.made.push(${name()});`,
      () => `f0.calls = (f0.calls ?? 0) + 1;`,
      () => `if (${name()} instanceof K) mut((${name()} as any)?.x, 1);`
    ])();
  const redeclaration = (): string =>
    pick([
      () => `let ${name()}: any = ${fresh()};`,
      () => `function f0(x: any) { ${name()} = x; return mut(${name()}, x); }`,
      () => `function f1(x: any) { mut(${name()}, ${name()}); return f0(x); }`,
      () => 'class K { static made: any[] = []; #s: any; constructor(public x: any) { this.#s = [x]; } get secret() { return this.#s; } }',
      () => `tick = (() => { let n = 0; const held: any = ${name()}; return () => { n++; mut(held, n); return n; }; })();`,
      () => ''
    ])();
  const first = [
    'let v0: any = [0], v1: any = { a: 1 }, v2: any = new Map(), v3: any = [v0], v4: any = 4;',
    "const mark = Symbol('mark');",
    `function f0(x: any): any { ${name()} = x; return mut(${name()}, x); }`,
    `function f1(x: any): any { mut(${name()}, ${name()}); return f0(x); }`,
    'class K { static made: any[] = []; #s: any; constructor(public x: any) { this.#s = [x]; } get secret() { return this.#s; } }',
    `let tick: any = (() => { let n = 0; const held: any = ${name()}; return () => { n++; mut(held, n); return n; }; })();`
  ].join('\n');
  const middle = Array.from({ length: 4 }, () => [redeclaration(), ...Array.from({ length: 1 + below(4) }, statement)].join('\n'));
  const last = 'console.log(dump(v0, v1, v2, v3, v4, K.made, f0.calls, tick(), v0, v1, v2, v3, v0?.[mark], (globalThis as any).shared));';
  const steps = [first, ...middle, last].map((source, index) => ({ step: `s${index}`, source }));
  const [head, ...rest] = steps;
  // In a third of them the first cell is setup, which every task runs for itself.
  const begin: TestCell[] = head === undefined ? [] : seed % 3 === 0 ? [{ ...head, step: null, tags: ['setup'] }] : [head];
  return [{ step: null, source: tools }, ...begin, ...rest];
}

/** Small, and the same everywhere: 32 bits of state (mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
