import { chanceOf, type Chance } from './random-chance';
import { declarations, lastLine, redeclaration } from './random-declarations';
import { features, names, type Feature, type Palette } from './random-palette';
import { statement } from './random-statements';
import type { TestCell } from './workspace';

/** A cell whose lines can be left out one by one, to find out which of them matter. */
export interface RandomCell {
  readonly step: string | null;
  readonly tags?: readonly string[];
  readonly lines: readonly string[];
}

/** Functions that every random notebook has: one changes any object in place, one prints values so that sharing shows. */
const tools = `function mut(o: any, x: any): any {
  if (Object.isFrozen(o)) return o;
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
function box(o: any): any { return { o, same: o }; }
function call(o: any, x: any): any {
  if (typeof o === 'function') return o(x);
  if (typeof o?.inc === 'function') return o.inc();
  if (typeof o?.m === 'function') return o.m(x);
  if (typeof o?.twice === 'function') return o.twice();
  return x;
}
function pick(o: any): any { return typeof o === 'function' ? o.name : o; }
function nap(ms: any): Promise<any> { return new Promise(done => setTimeout(done, ms)); }
function spin(ms: any): void { for (const end = Date.now() + ms; Date.now() < end; ); }
function dump(...roots: any[]): string {
  const seen = new Map<any, number>();
  const show = (v: any): string => {
    if (typeof v === 'function') return 'f:' + v.name + (v.name === 'held' || v.name === 'get' ? '=' + show(v()) : '');
    if (typeof v !== 'object' || v === null) return typeof v === 'bigint' ? v + 'n' : Object.is(v, -0) ? '-0' : String(v);
    // Tables are immutable: one in two variables arrives as two equal ones.
    if (typeof v.numRows === 'number') return 'A' + v.numRows + JSON.stringify(v.toArray());
    if (seen.has(v)) return '#' + seen.get(v);
    seen.set(v, seen.size);
    if (v instanceof Date) return 'D' + v.getTime();
    if (v instanceof RegExp) return String(v) + v.lastIndex;
    if (v instanceof Error) return v.name + ':' + v.message + show(v.cause);
    if (v instanceof URL) return String(v);
    if (ArrayBuffer.isView(v)) return 'T' + (v.constructor as any).name + (v as any).join('.') + '@' + show(v.buffer);
    if (v instanceof ArrayBuffer) return 'B' + v.byteLength;
    if (v instanceof Map) return 'M(' + [...v].map(([k, e]) => show(k) + '>' + show(e)).join() + ')';
    if (v instanceof Set) return 'S(' + [...v].map(show).join() + ')';
    const extra = Object.getOwnPropertySymbols(v).map(k => String(k) + show(v[k])).join();
    const frozen = Object.isFrozen(v) ? 'F' : '';
    if (Array.isArray(v)) return frozen + '[' + Object.keys(v).map(k => k + ':' + show(v[k as any])).join() + ';' + v.length + ']';
    const secret = 'secret' in v ? '!' + show(v.secret) : '';
    return frozen + (v.constructor?.name ?? '-') + secret + extra + '{' + Object.getOwnPropertyNames(v).map(k => k + ':' + show(v[k])).join() + '}';
  };
  return roots.map(show).join(' ');
}`;

/** A notebook of a few steps that declare, share, change and replace values in ways that `seed` chooses; the last step prints all of them. */
export function randomCells(seed: number, allowed: readonly Feature[] = features): RandomCell[] {
  const chance = chanceOf(seed * 7919);
  const used = new Set<Feature>(allowed.filter(each => each === 'core' || chance.below(100) < shares[each]));
  const count = 2 + chance.below(3);
  const first = declarations(chance, used);
  const middle = Array.from({ length: count }, (_, index) => middleCell(chance, used, index));
  // In a quarter of them the first cell is setup, which every task runs for itself.
  const head: RandomCell =
    seed % 4 === 0 && !used.has('ambient') ? { step: null, tags: ['setup'], lines: first } : { step: 's0', lines: first };
  const last: RandomCell = { step: 'last', lines: [lastLine(used, count)] };
  return [{ step: null, lines: [tools] }, head, ...middle.flat(), last];
}

/** The same as cells of a notebook. */
export function toCells(cells: readonly RandomCell[]): TestCell[] {
  return cells.map(({ lines, ...cell }) => ({ ...cell, source: lines.join('\n') }));
}

/** In how many of a hundred notebooks a feature is used. */
const shares: Readonly<Record<Feature, number>> = {
  core: 100,
  language: 50,
  functions: 60,
  ambient: 25,
  files: 25,
  buffers: 25,
  odd: 25,
  tables: 8,
  foreach: 25
};

/** One step of one or two cells; it waits now and then, so that steps that run side by side overtake each other. */
function middleCell(chance: Chance, used: ReadonlySet<Feature>, index: number): RandomCell[] {
  const { below, pick } = chance;
  const step = `s${index + 1}`;
  const palette: Palette = { used, names: [pick(names), pick(names), pick(names)] };
  const own = ownNames(chance, index);
  const wait = (): string => pick(['', '', `await nap(${below(40)});`, `spin(${below(20)});`]);
  const scratch: RandomCell[] =
    below(6) === 0 ? [{ step: null, lines: [`function late${index}(x: any): any { return mut(${pick(names)}, x); }`] }] : [];
  const use = scratch.length > 0 ? `late${index}(${below(9)});` : '';
  const statements = (count: number): string[] => Array.from({ length: count }, () => own(statement(chance, palette)));
  const lines = [`let log${index}: any = [];`, own(redeclaration(chance, palette)), wait(), ...statements(1 + below(4)), use, wait()];
  const more = below(5) === 0 ? [{ step, lines: [own(redeclaration(chance, palette)), ...statements(1)] }] : [];
  const fan = used.has('foreach') && below(2) === 0 ? [foreachCell(chance, palette, `${step}f`, index, own)] : [];
  return [...scratch, { step, lines: lines.filter(line => line !== '') }, ...more, ...fan];
}

/** Renames the few names that all statements use to those of one cell. */
function ownNames({ below }: Chance, index: number): (line: string) => string {
  const first = below(4);
  const second = (first + 1 + below(3)) % 4;
  const numbers = below(2) === 0 ? 'nums' : 'nums1';
  return line =>
    line
      .replace(/\bn([01])\b(?!')/g, (_, which) => `n${which === '0' ? first : second}`)
      .replace(/\bnums\b/g, numbers)
      .replace(/\blog\b(?!\()/g, `log${index}`)
      .replace(/console\.log\d+/g, 'console.log');
}

function foreachCell(chance: Chance, palette: Palette, step: string, index: number, own: (line: string) => string): RandomCell {
  const { below, pick } = chance;
  const items = pick(['[1, 2, 3]', 'nums', `[${pick(palette.names)}, n0]`, `[{ k: n0 }, { k: 2 }]`]);
  const body = pick([
    '(x: any, i: any) => [i, dump(x)]',
    `(x: any) => { spin(${below(5)}); return dump(${pick(palette.names)}) + dump(x); }`,
    `async (x: any) => { await nap(${below(9)}); return { n: n0, at: dump(x) }; }`,
    '(x: any) => { console.log(dump(x)); return n1; }'
  ]);
  const name = pick([`r${index}`, pick(palette.names)]);
  return {
    step,
    lines: [
      "import { foreach } from 'headwater';",
      own(statement(chance, palette)),
      `${name.startsWith('r') ? `const ${name}: any` : name} = await foreach(${items}, ${body});`,
      `console.log(dump(${name}));`
    ]
  };
}
