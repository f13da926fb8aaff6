import type { Chance } from './random-chance';

/** A group of statements that a random notebook may use; notebooks use some groups each, so that one kind of trouble does not hide others. */
export const features = ['core', 'language', 'functions', 'ambient', 'files', 'buffers', 'odd', 'tables', 'foreach'] as const;

export type Feature = (typeof features)[number];

/** Variables of any kind. */
export const names = ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7'] as const;

/** What statements may be made of: features, and variables, few in each cell, so that steps seem to have little to do with each other. */
export interface Palette {
  readonly used: ReadonlySet<Feature>;
  readonly names: readonly string[];
}

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

/** A statement at the top level of a cell. */
export function statement(chance: Chance, palette: Palette): string {
  const { used, names } = palette;
  const { pick, below } = chance;
  const name = (): string => pick(names);
  const fresh = (): string => freshValue(chance, palette);
  const core = [
    () => `${name()} = ${fresh()};`,
    () => `${name()} = ${fresh()};`,
    () => `${name()} = ${fresh()};`,
    () => `mut(${name()}, ${fresh()});`,
    () => `mut(${name()}, ${fresh()});`,
    () => `mut(${name()}, ${name()});`,
    () => `n0 += ${below(5)};`,
    () => `n1 = n0 * 2 + n1 % 7;`,
    () => `nums.push(n${below(2)});`,
    () => `nums.sort((a: any, b: any) => b - a);`,
    () => `nums = nums.filter((n: any) => n !== ${below(9)});`,
    () => `delete ${name()}?.p1;`,
    () => `if (${name()} instanceof K) mut((${name()} as any)?.x, 1);`,
    () => `if (n0 % 3 === ${below(3)}) ${name()} = ${fresh()};`,
    () => `if (n1 % 2 === 0) mut(${name()}, n0);`,
    () => `Object.assign(typeof ${name()} === 'object' ? {} : {}, { z: ${name()} });`,
    () => `console.log(dump(${name()}, ${name()}));`,
    () => `console.log(n0, n1, nums.join());`,
    () => `try { if (n0 > ${below(12)}) throw new Error('over ' + n0); n1++; } catch (e: any) { log.push(e.message); }`
  ];
  const language = [
    () => `[${names[0]}, ${names[1]}] = [${names[1]}, ${names[0]}];`,
    () => `({ a: ${name()}, b: ${name()} = ${below(9)} } = { a: ${fresh()} } as any);`,
    () => `[${name()}, ...${names[0]}] = [${name()}, ${name()}, ${below(9)}] as any;`,
    () => `{ let v0: any = ${below(9)}; v0++; n0 += v0; }`,
    () => `for (const v1 of nums) { n0 += v1; if (n0 > 50) n0 -= 40; }`,
    () => `for (n1 = 0; n1 < ${below(4)}; n1++) nums[n1] = n1;`,
    () => `((v2: any) => { v2 = mut(v2, ${below(9)}); n0++; })(${name()});`,
    () => `${name()} ??= ${fresh()};`,
    () => `n1 ||= ${below(9)};`,
    () => `n0++; --n1;`,
    () => `outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (a === b) continue outer; n0 += a * b; } }`,
    () => `switch (n0 % 3) { case 0: n1 += 1; break; case 1: ${name()} = n1; default: n1 += 2; }`,
    () => `n0 = nums.reduce((sum: any, each: any) => sum + each, n1) % 90;`,
    () => `do { n1 += 3; } while (n1 < ${below(9)});`,
    () => `const t${below(3)}: any = \`\${n0}-\${typeof ${name()}}\`;`,
    () => `for (const key in { x: 1, y: 2 }) log.push(key + n0);`,
    () => `log.length > 6 && (log = log.slice(-3));`,
    () => `console.log(((...rest: any[]) => rest.length + n0)(...nums));`,
    () => `try { (null as any).x; } catch (v3) { log.push((v3 as any).name); } finally { n0 -= 1; }`
  ];
  const functions = [
    () => `f${below(2)}(${fresh()});`,
    () => `[${name()}].forEach(f${below(2)});`,
    () => `log.push(hooks.peek());`,
    () => `hooks.poke(${below(9)});`,
    () => `hooks.peek = () => n${below(2)} + ${below(9)};`,
    () => `hooks.poke = (x: any) => { ${name()} = x; };`,
    () => `log.push(view.first === ${name()}, view.size);`,
    () => `view.note = ${below(9)};`,
    () => `log.push(memo(${below(3)}));`,
    () => `tick();`,
    () => `call(${name()}, ${name()});`,
    () => `call(${name()}, ${below(9)});`,
    () => `K.made.push(${name()});`,
    () => `(f0 as any).calls = ((f0 as any).calls ?? 0) + 1;`,
    () => `mut(${name()}?.[mark], ${below(9)});`,
    () => `log.push(deep(${below(4)}));`,
    () => `log.push(new K(n0).size());`,
    () => `(K.prototype as any).size = function () { return n${below(2)} + ${below(9)}; };`,
    () => `log.push([...gen(2)].join());`,
    () => `await later(() => { n0 += ${below(9)}; });`,
    () => `log.push((await Promise.all([1, 2].map(async (i: any) => { await nap(2); return i + n0; }))).join());`
  ];
  const ambient = [
    () => `(globalThis as any).shared = ${name()};`,
    () => `mut((globalThis as any).shared, ${name()});`,
    () => `process.env.RND_${pick(['A', 'B'])} = 'e' + n0;`,
    () => `delete process.env.RND_A;`,
    () => `log.push(process.env.RND_${pick(['A', 'B'])});`,
    () => `process.chdir(home + '/d${below(2)}');`,
    () => `process.chdir(home);`,
    () => `log.push(process.cwd().replace(home, ''));`,
    () => `(globalThis as any).counter = ((globalThis as any).counter ?? 0) + ${below(4)};`,
    () => `log.push((0, eval)('globalThis.counter'));`,
    () => `log.push(new Function('return globalThis.counter')());`
  ];
  const file = (): string => `f${below(3)}.txt`;
  const files = [
    () => `fs.writeFileSync('${file()}', 'w' + n0);`,
    () => `fs.writeFileSync('${file()}', dump(${name()}));`,
    () => `fs.appendFileSync('${file()}', '+' + n1);`,
    () => `log.push(readIt('${file()}'));`,
    () => `n0 = readIt('${file()}').length;`,
    () => `log.push(fs.readdirSync('.').filter((f: any) => f.endsWith('.txt')).join());`,
    () => `fs.rmSync('${file()}', { force: true });`,
    () => `log.push(fs.existsSync('${file()}'));`,
    () => `if (fs.existsSync('f0.txt')) fs.renameSync('f0.txt', 'f1.txt');`,
    () => `log.push(String(await fs.promises.readFile('${file()}', 'utf8').catch((e: any) => e.code)));`,
    () => `await fs.promises.writeFile('${file()}', 'p' + n1);`
  ];
  const buffers = [
    () => `bytes[${below(8)}] = n0;`,
    () => `words[${below(4)}]++;`,
    () => `bytes.fill(${below(9)}, 0, 3);`,
    () => `log.push(bytes.join('.'), words[0]);`,
    () => `bytes = bytes.slice(${below(2)});`,
    () => `bytes = new Uint8Array(words.buffer);`,
    () => `new DataView(words.buffer).setUint8(${below(8)}, ${below(200)});`,
    () => `words.set([n1], 1);`
  ];
  const odd = [
    () => `log.push(re.exec('xaxaxa')?.index);`,
    () => `re.lastIndex = ${below(3)};`,
    () => `log.push(re.test('aaaa'));`,
    () => `when.setDate(when.getDate() + 1);`,
    () => `log.push(when.toISOString());`,
    () => `try { (frozen as any).x = ${below(9)}; } catch (e: any) { log.push(e.name); }`,
    () => `(frozen as any).list.push(n0);`,
    () => `${name()} = JSON.parse(JSON.stringify([n0, nums]));`,
    () => `${name()} = structuredClone(nums);`,
    () => `log.push(String(${below(9)}n ** 20n));`,
    () => `Reflect.set(hooks, 'k${below(2)}', ${name()});`,
    () => `log.push(typeof (globalThis as any).nothing);`,
    () => `nums.length = Math.min(nums.length, ${below(6)});`,
    () => `nums[nums.length + 1] = n0;`,
    () => `(nums as any).label = 'l' + n0;`
  ];
  const tables = [
    () => `table = arrow.tableFromArrays({ a: Int32Array.from(nums), b: Float64Array.from([...nums]) });`,
    () => `column = table.getChild('a')?.toArray() ?? [];`,
    () => `table = table.slice(0, ${1 + below(3)});`,
    () => `log.push(table.numRows, [...(table.getChild('a') ?? [])].join());`,
    () => `n0 += table.numRows;`,
    () => `${name()} = table.select(['a']);`,
    () => `log.push(column.length, column[0]);`,
    () => `${name()} = { table: table, n: n0 };`
  ];
  const pools = [core, core, core];
  if (used.has('language')) pools.push(language, language);
  if (used.has('functions')) pools.push(functions, functions);
  if (used.has('ambient')) pools.push(ambient);
  if (used.has('files')) pools.push(files, files);
  if (used.has('buffers')) pools.push(buffers);
  if (used.has('odd')) pools.push(odd);
  if (used.has('tables')) pools.push(tables, tables);
  return pick(pick(pools))();
}

/** A declaration at the top level of a later cell, of a name that is mostly declared already. */
export function redeclaration(chance: Chance, palette: Palette): string {
  const { used, names } = palette;
  const { pick, below } = chance;
  const name = (): string => pick(names);
  const fresh = (): string => freshValue(chance, palette);
  const core = [
    () => `let ${name()}: any = ${fresh()};`,
    () => `let n0: any = n1 + ${below(9)};`,
    () => `let n1: any = ${below(9)};`,
    () => `var extra${below(2)}: any = ${fresh()};`
  ];
  const functions = [
    () => `function f0(x: any) { ${name()} = x; return mut(${name()}, x); }`,
    () => `function f1(x: any) { mut(${name()}, ${name()}); return f0(x); }`,
    () => `function memo(k: any): any { if (!cache.has(k)) cache.set(k, n1 * ${below(9)} + k); return cache.get(k); }`,
    () => `function deep(n: any): any { return n <= 0 ? n${below(2)} : 1 + deep(n - 1); }`,
    () => kClass,
    () => lClass,
    () => `tick = (() => { let n = ${below(9)}; const held: any = ${name()}; return () => { n++; mut(held, n); return n; }; })();`,
    () => `hooks.poke = (x: any) => { n0 = x; mut(${name()}, n0); };`
  ];
  if (below(3) === 0) return '';
  const line = pick(used.has('functions') && below(2) === 0 ? functions : core)();
  const declared = /^(?:let|var) (\w+)/.exec(line)?.[1];
  return declared !== undefined && line.split(new RegExp(`\\b${declared}\\b`)).length > 2 ? '' : line;
}

const kClass = [
  'class K {',
  '  static made: any[] = []; #s: any;',
  '  constructor(public x: any) { this.#s = [x]; }',
  '  get secret() { return this.#s; }',
  '  size(): any { return n0; }',
  '}'
].join(' ');

const lClass = 'class L extends K { constructor(x: any, public y: any) { super(x); } twice() { return mut(this.x, this.y); } }';

/** Lines of the first cell, which declare everything. */
export function declarations(chance: Chance, used: ReadonlySet<Feature>): string[] {
  const { pick, below } = chance;
  const name = (): string => pick(names);
  const lines = [
    'let v0: any = [0], v1: any = { a: 1 }, v2: any = new Map(), v3: any = [v0], v4: any = 4, v5: any = { b: v1 }, v6: any = v2, v7: any = new Set([v3]);',
    `let n0: any = ${below(9)}, n1: any = ${below(9)}, n2: any = ${below(9)}, n3: any = ${below(9)};`,
    `let nums: any = [3, 1, ${below(9)}], nums1: any = [${below(9)}], log: any = [];`,
    "const mark = Symbol('mark');",
    kClass
  ];
  if (used.has('functions'))
    lines.push(
      lClass,
      `function f0(x: any): any { ${name()} = x; return mut(${name()}, x); }`,
      `function f1(x: any): any { mut(${name()}, ${name()}); return f0(x); }`,
      'const cache: any = new Map();',
      'function memo(k: any): any { if (!cache.has(k)) cache.set(k, n0 + k); return cache.get(k); }',
      'function deep(n: any): any { return n <= 0 ? n0 : 1 + deep(n - 1); }',
      'function* gen(n: any): any { for (let i = 0; i < n; i++) yield i + n0; }',
      'async function later(f: any): Promise<any> { await nap(1); return f(); }',
      `const hooks: any = { peek: () => n${below(2)}, poke: (x: any) => mut(${name()}, x) };`,
      `const view: any = { get first() { return ${name()}; }, get size() { return nums.length; }, note: 0 };`,
      `let tick: any = (() => { let n = 0; const held: any = ${name()}; return () => { n++; mut(held, n); return n; }; })();`
    );
  else lines.push('const hooks: any = {};');
  if (used.has('ambient')) lines.push('const home: any = process.cwd();');
  if (used.has('files'))
    lines.push(
      "import * as fs from 'fs';",
      "function readIt(f: any): any { return fs.existsSync(f) ? fs.readFileSync(f, 'utf8') : 'none'; }"
    );
  if (used.has('buffers')) lines.push('let words: any = new Uint16Array(4), bytes: any = new Uint8Array(words.buffer);');
  if (used.has('odd'))
    lines.push('const re: any = /a/g, when: any = new Date(Date.UTC(2024, 0, 31)), frozen: any = Object.freeze({ x: 1, list: [] });');
  if (used.has('tables'))
    lines.push(
      "const arrow: any = require('apache-arrow');",
      'let table: any = arrow.tableFromArrays({ a: Int32Array.of(1, 2) }), column: any = [];'
    );
  return lines;
}

/** What the last cell prints: every variable there is. */
export function lastLine(used: ReadonlySet<Feature>, steps: number): string {
  const roots = [...names, 'n0', 'n1', 'n2', 'n3', 'nums', 'nums1', 'log', 'K.made', 'v0?.[mark]', '(globalThis as any).shared'];
  roots.push(...Array.from({ length: steps }, (_, index) => `log${index}`));
  if (used.has('functions'))
    roots.push(
      '(f0 as any).calls',
      'tick()',
      'hooks',
      'view.first',
      'view',
      'cache',
      'hooks.peek()',
      'f0(v1)',
      'memo(1)',
      'deep(1)',
      'new K(1).size()'
    );
  if (used.has('ambient'))
    roots.push('process.env.RND_A', 'process.env.RND_B', "process.cwd().replace(home, '')", '(globalThis as any).counter');
  if (used.has('files')) roots.push("readIt('f0.txt')", "readIt('f1.txt')", "readIt('f2.txt')");
  if (used.has('buffers')) roots.push('bytes', 'words', 'bytes.buffer === words.buffer');
  if (used.has('odd')) roots.push('re.lastIndex', 'when', 'frozen', 'Object.isFrozen(frozen)');
  if (used.has('tables')) roots.push("table.numRows, [...(table.getChild('a') ?? [])]", '[...column]');
  return `console.log(dump(${[...roots, ...names].join(', ')}));`;
}
