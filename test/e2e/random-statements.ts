import type { Chance } from './random-chance';
import type { Palette } from './random-palette';
import { freshValue } from './random-values';

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
    () => `K.made = [${name()}];`,
    () => `(K as any).total = ((K as any).total ?? 0) + n0;`,
    () => `log.push((K as any).total, K.made.length);`,
    () => `S0.at = (S0.at ?? 0) + 1;`,
    () => `log.push(S0.next(), typeof S0.held);`,
    () => `mut(S0.held, ${below(9)});`,
    () => `hooks.all = [0, 1].map(i => () => i + n${below(2)});`,
    () => `log.push(hooks.all?.map((f: any) => f()).join());`,
    () => `Object.defineProperty(hooks, 'live', { get: () => nums.length, enumerable: true, configurable: true });`,
    () => `log.push(hooks.live);`,
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
    () => `Object.assign(process.env, { RND_A: String(n${below(2)}) });`,
    () => `log.push(Object.keys(process.env).filter((k: any) => k.startsWith('RND_')).join());`,
    () => `(globalThis as any).tally = (x: any) => { n1 += 1; return x + n1; };`,
    () => `log.push((globalThis as any).tally?.(${below(9)}));`,
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
    () => `await fs.promises.writeFile('${file()}', 'p' + n1);`,
    () => `fs.mkdirSync('d0/sub', { recursive: true }); fs.writeFileSync('d0/sub/${file()}', 's' + n0);`,
    () => `log.push(fs.existsSync('d0/sub') ? fs.readdirSync('d0/sub').join() : '-');`,
    () => `if (fs.existsSync('f2.txt')) fs.copyFileSync('f2.txt', 'd1/copy.txt'); log.push(fs.existsSync('d1/copy.txt'));`
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
    () => `{ const raw = new Float64Array(2).fill(n0); table = new arrow.Table({ a: arrow.makeVector(raw) }); raw[0] = ${below(9)}; }`,
    () => `table = arrow.tableFromArrays({ a: ['x', null, 't' + n0] });`,
    () => `table = table.concat(table.slice(0, 1));`,
    () => `column = (table.getChild('a')?.toArray() ?? []).slice(); column[0] = n0;`,
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
