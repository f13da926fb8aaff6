import { expect, it } from 'vitest';
import type { PrivateAccess } from '../../../src/language/code';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { runCells, type ScopeRuntime } from './scope-runtime';
import { stepCells } from './snippets';

const language = typescriptLanguage('typescript');

async function classesOf(
  source: string
): Promise<{ runtime: ScopeRuntime; of: (name: string) => PrivateAccess; make: (name: string) => object }> {
  const runtime = await runCells(language.compile(stepCells(source)));
  const ctor = (name: string) => runtime.scope[name] as new () => object;
  const of = (name: string): PrivateAccess => {
    const access = runtime.classes.get(ctor(name));
    if (access === undefined) throw new Error(`${name} is not registered`);
    return access;
  };
  return { runtime, of, make: name => runtime.restore(() => Reflect.construct(ctor(name), [])) as object };
}

const vault = `let made = 0;
class Vault { #coins = (made++, 5); #f = () => this.#coins; open = 'yes'; static #count = 1; #secret() { return 1; } get #half() { return 2; }
  constructor(owner: string) { made += 100; owner.length; Vault.#count++; } coins() { return [this.#coins, this.#f(), this.#f.name, Vault.#count].join(); } }
class Box extends Vault { #lid; constructor(lid: string) { super(lid); this.#lid = lid; } lid() { return this.#lid; } }
class Plain { x = 1; constructor() { made++; } }`;

it('private fields can be read and written from outside, methods are no fields', async () => {
  const { runtime, of } = await classesOf(`${vault} const v = new Vault('o'), b = new Box('lid');`);
  const { v, b } = runtime.scope as { v: { coins(): string }; b: { lid(): string } };
  expect(of('Vault').read(v)).toEqual({ coins: 5, f: expect.any(Function) });
  expect(of('Box').read(b)).toEqual({ lid: 'lid' });
  expect(of('Box').read(v)).toEqual({});
  expect(of('Vault').readStatic()).toEqual({ count: 3 });
  of('Vault').write(v, { coins: 9 });
  of('Vault').writeStatic({ count: 40 });
  of('Box').write(b, { lid: 'new' });
  expect([v.coins(), b.lid()]).toEqual(['9,9,#f,40', 'new']);
});

it('an instance is made without running constructors or initialisers', async () => {
  const { runtime, of, make } = await classesOf(vault);
  const box = make('Box');
  expect(runtime.scope['made']).toBe(0);
  expect([of('Vault').read(box), of('Box').read(box)]).toEqual([{ coins: undefined, f: undefined }, { lid: undefined }]);
});

it('the fields behind accessors are private fields', async () => {
  const { runtime, of } = await classesOf(
    'class A { accessor y = 2; accessor #z = 3; static accessor s = 4; sum() { return this.y + this.#z; } } const a = new A();'
  );
  const { a } = runtime.scope as { a: { y: number; sum(): number } };
  const fields = of('A').read(a);
  expect(Object.values(fields)).toEqual([2, 3]);
  of('A').write(a, Object.fromEntries(Object.keys(fields).map(name => [name, 50])));
  expect([a.y, a.sum(), ...Object.values(of('A').readStatic())]).toEqual([50, 100, 4]);
});

it('a class without private fields is left as it is', async () => {
  const { runtime } = await classesOf(vault);
  expect(runtime.classes.has(runtime.scope['Plain'] as object)).toBe(false);
  expect(String(runtime.scope['Plain'])).not.toContain('$class');
});

it('an arrow function has the object it uses as a variable of its own', async () => {
  const source = `class Tally { total = 0; plus = (n: number) => { this.total += n; }; }
class Sub extends Tally { constructor() { super(); this.plus = n => { this.total -= n; }; } }
function F(this: any) { return { f: () => this.tag }; }
const t = new Tally(), s = new Sub(); t.plus(2); s.plus(2);
const tagged = F.call({ tag: 't' }).f;`;
  const { runtime } = await classesOf(source);
  const { t, s, tagged } = runtime.scope as { t: { total: number; plus: unknown }; s: { total: number }; tagged: () => unknown };
  expect([t.total, s.total, tagged()]).toEqual([2, -2, 't']);
  expect([String(t.plus), String(tagged)].filter(text => /(?<!\$)\bthis\b/.test(text))).toEqual([]);
  expect((t.plus as { name: string }).name).toBe('plus');
});
