import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunState } from '../../../src/run/run-state';
import { codeHashes } from '../../../src/scheduler/code-hashes';
import { runFolder } from '../../../src/scheduler/run-folder';
import { loadObservations, writeEdges, type HashedCode } from '../../../src/scheduler/run-history';
import { languageOf } from '../../../src/language/languages';
import { graphOf, notebookOf, type ShortCell } from '../graph/notebook-of';
import { planOf, Tape, write } from '../run/simulation';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headwater-history-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const cells: ShortCell[] = [
  ['setup', 'const scale = 2;'],
  ['', 'function twice(x: number) { return x * scale; }'],
  ['step:load', 'const x = 1;'],
  ['step:use', 'const y = twice(x);'],
  ['step:other', 'const z = 1;']
];

function codeOf(changed: Readonly<Record<number, string>> = {}): HashedCode {
  const now = cells.map(([tags, source], index): ShortCell => [tags, changed[index] ?? source]);
  const notebook = notebookOf(now);
  const language = languageOf(notebook);
  if (!('compile' in language)) throw new Error('no language');
  const code = language.compile(notebook.cells);
  return { code, hashes: codeHashes(code, graphOf(now)) };
}

/** A run of the notebook above, as far as its second step. */
function stateAfterTwo(): RunState {
  const plan = planOf([{ name: 'load', writes: ['x'] }, { name: 'use', reads: ['x'] }, { name: 'other' }], {
    scratch: { twice: [1] },
    maxWorkers: 1
  });
  const tape = new Tape(plan);
  tape.begin();
  tape.finish(1, { writes: { x: write('a') } });
  const twice = tape.executes.get(2)?.slots['twice'];
  tape.finish(2, { reads: { x: '0:x:a', twice: twice?.kind === 'definition' ? twice.id : '' }, writes: { y: write('b') } });
  return tape.state;
}

function keep(run: string): string {
  const { edges } = runFolder(root, 'F', run);
  mkdirSync(dirname(edges), { recursive: true });
  writeEdges(edges, run, stateAfterTwo(), codeOf());
  return edges;
}

/** The steps that are known, a list for each run. */
function known(changed: Readonly<Record<number, string>> = {}): string[][] {
  return loadObservations(root, 'F', () => codeOf(changed)).map(({ steps }) => Object.keys(steps));
}

describe('what runs have shown', () => {
  it('is found again while the code is the same, with the edges between the steps that committed', () => {
    keep('1795000000000001');
    expect(loadObservations(root, 'F', () => codeOf())).toMatchObject([
      {
        run: '1795000000000001',
        steps: { load: { writes: ['x'] }, use: { reads: ['twice', 'x'], writes: ['y'] } },
        edges: [{ from: 'load', to: 'use', name: 'x', kind: 'variable' }]
      }
    ]);
    expect(known()).toEqual([['load', 'use']]);
  });

  it.each([
    ['the step itself', { 3: 'const y = twice(x) + 1;' }, [['load']]],
    ['a definition that the step used, wherever it is', { 1: 'function twice(x: number) { return x + x; }' }, [['load']]],
    ['setup', { 0: 'const scale = 3;' }, []],
    ['another step', { 4: 'const z = 2;' }, [['load', 'use']]],
    ['a comment', { 3: 'const y = twice(x); // as it was' }, [['load', 'use']]]
  ])('is forgotten with a change of %s, and of no more', (_what, changed, expected) => {
    keep('1795000000000001');
    expect(known(changed)).toEqual(expected);
  });

  it('comes newest first, from the newest runs only', () => {
    const ids = Array.from({ length: 30 }, (_, index) => String(1795000000000010 + index));
    for (const id of ids) keep(id);
    const found = loadObservations(root, 'F', () => codeOf()).map(each => each.run);
    expect(found).toEqual(ids.slice(-5).reverse());
  });

  it('is found behind runs that left no record, but not endlessly far', () => {
    const folder = (index: number): void => void mkdirSync(join(root, 'F', String(1795000000000010 + index)), { recursive: true });
    keep('1795000000000001');
    for (let index = 0; index < 10; index++) folder(index);
    expect(known()).toHaveLength(1);
    for (let index = 10; index < 100; index++) folder(index);
    expect(known()).toEqual([]);
  });

  it('does not ask for the code, which takes time, where nothing is known', () => {
    const refuse = (): never => {
      throw new Error('asked');
    };
    expect(loadObservations(root, 'F', refuse)).toEqual([]);
    mkdirSync(join(root, 'F', '1795000000000001'), { recursive: true });
    expect(loadObservations(root, 'F', refuse)).toEqual([]);
  });

  it.each([
    ['truncated', (text: string) => text.slice(0, 40)],
    ['of a later version', (text: string) => text.replace('"v":1', '"v":2')],
    ['empty', () => ''],
    ['something else', () => '{"v":1,"steps":null,"edges":7}']
  ])('is as nothing where its record is %s', (_how, damage) => {
    const path = keep('1795000000000002');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    keep('1795000000000001');
    expect(known()).toEqual([['load', 'use']]);
  });
});
