import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCells, type TestCell } from './serial-notebook';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

const files = {
  'counter.js':
    'exports.state = { n: 0 }; exports.log = new Set(); exports.count = () => ++exports.state.n; exports.Base = class { hi() { return 1; } };',
  'closed.js': `let n = 0; const all = new Map(); const big = new Uint8Array(8); let chosen; let made; const memo = {};
function counter() { let k = 0; return () => ++k; }
class Box { #v = 0; static #all = 0; add() { return ++this.#v; } static more() { return ++Box.#all; } }
exports.first = counter(); exports.second = counter();
exports.next = () => ++n; exports.put = (k, v) => void all.set(k, v); exports.has = k => all.has(k);
exports.roll = () => ++big[3]; exports.choose = it => void (chosen = it); exports.chosen = () => chosen;
exports.open = () => (made ??= {}); exports.remember = k => (memo[k] = k);
exports.box = new Box(); exports.Box = Box;
exports.ids = (function* () { let i = 0; while (true) yield i++; })();
exports.bound = exports.first.bind(null); const weak = new WeakMap(); exports.mark = o => void weak.set(exports.box, o);
exports.pure = x => [n, all, big, chosen, x].length;`,
  'user.js': `const closed = require('./closed'); exports.go = () => closed.next();`,
  'typed.ts': `export let n = 0; let hidden: number = 0; export function inc(): number { n++; return ++hidden; } export const see = () => hidden;`,
  'module.mjs': `let n = 0; export function next() { return ++n; } export const pure = () => n;`,
  'node_modules/plugged/index.js': `const plugins = []; let warned = false; let id = 0; const seen = new Map();
exports.register = p => void plugins.push(p); exports.run = () => { warned = true; seen.set(plugins.length, 1); return plugins.length; };
exports.uniqueId = () => ++id; exports.options = { gfm: true }; exports._calls = 0; exports.touch = () => ++exports._calls;
exports.parser = {}; exports.parse = () => void (exports.parser.text = 'x');
class Maker { make() { return 4; } } class Fake { #random = { seed: 1 }; seed(n) { this.#random.seed = n; } name() { return this.#random.seed; } }
exports.faker = new Fake(); exports.seed = n => exports.faker.seed(n);
class Style { get red() { Object.defineProperty(this, 'red', { value: 'r' }); return 'r'; } } exports.style = new Style();`,
  'node_modules/plugged/package.json': '{"name":"plugged","version":"1.0.0"}'
};

/** Runs the cells of one step beside local modules and a package, a later cell uses them or not. */
async function runStep(source: string, later: string, needed: readonly string[] | null, setup = '1'): Promise<FinalReport> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'node_modules/plugged'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const cells: TestCell[] = [
    { step: null, tags: ['setup'], source: setup },
    { step: 'a', source },
    { step: 'b', source: later }
  ];
  const task = new TaskProcess(folder);
  task.prepare(compileCells(cells));
  const report = await task.execute({ step: 'a', setup: [0], cells: [1], needed });
  await task.end();
  return report;
}

describe('state that modules export', () => {
  const uses = `import { state } from './counter'; console.log(state.n);`;

  it.each([
    ['a property deep inside', `import * as c from './counter'; c.state.n = 5;`, 'state.n'],
    ['a change by a function of the module', `import { count } from './counter'; count();`, 'state.n'],
    ['a member of a Set', `import { log } from './counter'; log.add('x');`, 'log.x'],
    ['a method of an exported class', `import { Base } from './counter'; Base.prototype.hi = () => 2;`, 'Base.prototype.hi']
  ])('is refused by name when a later step uses the module: %s', async (_, source, place) => {
    const report = await runStep(source, uses, ['state']);
    expect(report).toMatchObject({ type: 'failed', error: { code: 'HW341', about: 'counter.js' } });
    expect(report.type === 'failed' && report.error.message).toContain(`'${place}'`);
  });

  it('may change when no later step uses the module', async () => {
    const report = await runStep(`import { count } from './counter'; const n = count();`, 'console.log(1);', ['n']);
    expect(report).toMatchObject({ type: 'finished', clean: false, warnings: [] });
  });

  it('may change in a setup cell, which every task runs', async () => {
    const report = await runStep(`const x = 1;`, uses, ['state'], `import { count } from './counter'; count();`);
    expect(report).toMatchObject({ type: 'finished', warnings: [] });
  });

  it('is untouched by a step that only uses the module', async () => {
    const report = await runStep(`import { state, Base } from './counter'; const n = state.n + new Base().hi();`, uses, ['state', 'n']);
    expect(report).toMatchObject({ type: 'finished', warnings: [] });
  });

  it('counts as used where later code reaches the module by other functions, other modules, or names that only running tells', async () => {
    const change = `import { count } from './counter'; function tick() { return count(); } tick();`;
    for (const later of ['tick();', `const name = './counter'; require(name).count();`, `eval("require('./counter')").count();`])
      expect(await runStep(change, later, ['tick'])).toMatchObject({ type: 'failed', error: { code: 'HW341' } });
    const inner = await runStep(`import { next } from './closed'; next();`, `import { go } from './user'; go();`, ['go']);
    expect(inner).toMatchObject({ type: 'failed', error: { code: 'HW341', about: 'closed.js' } });
  });
});

describe('state that modules keep to themselves', () => {
  const uses = `import * as c from './closed'; console.log(c.pure(1));`;

  it.each([
    ['a variable', 'c.next();', 'n'],
    ['a Map', `c.put('k', 1);`, 'all.k'],
    ['bytes', 'c.roll();', 'big.[bytes]'],
    ['a setting', `c.choose('x');`, 'chosen'],
    ['a closure', 'c.first();', 'k'],
    ['one of two closures that were alike', 'c.second();', 'k'],
    ['a bound function', 'c.bound();', 'k'],
    ['a private field', 'c.box.add();', 'box.#v'],
    ['a private static field', 'c.Box.more();', 'Box.#all'],
    ['a generator', 'c.ids.next();', 'i'],
    ['a WeakMap', 'c.mark({});', 'weak']
  ])('is refused by name: %s', async (_, source, place) => {
    const report = await runStep(`import * as c from './closed'; ${source}`, uses, ['c']);
    expect(report).toMatchObject({ type: 'failed', error: { code: 'HW341', about: 'closed.js' } });
    expect(report.type === 'failed' && report.error.message).toContain(`'${place}`);
  });

  it.each([
    ['TypeScript', './typed', 'inc()', 'typed.ts'],
    ['an ES module', './module.mjs', 'next()', 'module.mjs']
  ])('is refused in %s', async (_, specifier, call, about) => {
    const report = await runStep(`import * as m from '${specifier}'; m.${call};`, `import * as m from '${specifier}'; m;`, ['m']);
    expect(report).toMatchObject({ type: 'failed', error: { code: 'HW341', about: expect.stringContaining(about) } });
  });

  it('is only told of where it is a cache, or made on first use', async () => {
    for (const source of ['c.remember(1);', 'c.open();']) {
      const report = await runStep(`import * as c from './closed'; ${source}`, uses, ['c']);
      expect(report).toMatchObject({ type: 'finished', warnings: [{ code: 'HW342', about: 'closed.js' }] });
    }
  });

  it('is untouched by a step that only looks', async () => {
    const report = await runStep(`import * as c from './closed'; const x = [c.pure(1), c.has('k'), c.chosen()];`, uses, ['c', 'x']);
    expect(report).toMatchObject({ type: 'finished', warnings: [] });
  });
});

describe('state of packages', () => {
  const uses = `import * as p from 'plugged'; console.log(p.run());`;
  const run = (source: string) => runStep(`import * as p from 'plugged'; ${source}`, uses, ['p']);

  it('is refused where it is exported', async () => {
    expect(await run('p.options.gfm = false;')).toMatchObject({
      type: 'failed',
      error: { code: 'HW341', about: 'plugged', message: expect.stringContaining("'options.gfm'") }
    });
  });

  it('is told of where the step has asked for it, or where something was counted', async () => {
    for (const source of [`p.register('x');`, 'p.uniqueId();', 'p.touch();'])
      expect(await run(source)).toMatchObject({ type: 'finished', warnings: [{ code: 'HW342', about: 'plugged' }] });
  });

  it('is told of where it is exported, but the step has not asked for it', async () => {
    expect(await run('p.parse();')).toMatchObject({ type: 'finished', warnings: [{ code: 'HW342', about: 'plugged' }] });
  });

  it('is told of where a call seems to change what lies too deep to be seen', async () => {
    for (const source of ['p.faker.seed(3);', 'const x = 1; p.seed(3)', `import { seed } from 'plugged'; seed(3);`])
      expect(await run(source)).toMatchObject({
        type: 'finished',
        warnings: [{ code: 'HW342', message: expect.stringMatching(/seed\(…\)/) }]
      });
  });

  it('is not spoken of where a package only works', async () => {
    for (const source of ['p.run();', 'const name = p.faker.name();', 'const red = p.style.red;'])
      expect(await run(source)).toMatchObject({ type: 'finished', warnings: [] });
  });
});
