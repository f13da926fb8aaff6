import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../src/run/run-plan';
import { chooseReuse, type PresentFlow } from '../../../src/scheduler/choose-reuse';
import type { OriginRun, OriginTask } from '../../../src/scheduler/origin-run';
import type { RunHeader } from '../../../src/scheduler/run-line';
import type { ExecutionRecord, SlotWrite } from '../../../src/task/protocol';

const nothing: ExecutionRecord = {
  reads: {},
  writes: {},
  items: null,
  result: null,
  outputs: null,
  warnings: [],
  startedAt: 0,
  finishedAt: 0,
  cpu: 0,
  peakMemory: 0,
  stdout: { start: 0, end: 0 },
  stderr: { start: 0, end: 0 },
  clean: false,
  files: {},
  setup: {}
};

function planned(name: string, position: number, kind: PlannedStep['kind'] = 'linear'): PlannedStep {
  const names = { reads: [], writes: [], definitions: {}, needed: [], cells: [position] };
  const settings = { guess: true, isolated: false, retries: 0, retryDelay: 0, timeout: null, catches: null, environment: {} };
  return { name, position, kind, ...names, ...settings };
}

const steps = [planned('load', 0), planned('clean', 1), planned('train', 2, 'foreach'), planned('tell', 3)];
const plan: RunHeader['plan'] = {
  steps,
  scratch: {},
  setup: {},
  frames: {},
  definitionHashes: {},
  validate: true,
  maxWorkers: 2,
  startStep: 'start',
  endStep: 'end'
};
const hashes = { setup: 's', steps: { load: 'l', clean: 'c', train: 't', tell: 'e' } };
const modules = { contents: { './help': 'h' }, setup: [], steps: { clean: ['./help'] }, definitions: { 'f@7': ['./help'] } };

function task(
  step: string,
  record: Partial<ExecutionRecord> = {},
  kind: OriginTask['kind'] = 'whole',
  index: number | null = null
): OriginTask {
  return { step, kind, index, run: '1', task: `${step}${index ?? kind}`, record: { ...nothing, ...record } };
}

const item = { stored: { key: 'k', joint: null, size: 1, raw: false, pythonType: 'int', summary: '1' }, text: '1' };
const split = task('train', { items: [item, item] }, 'split');
const items = [task('train', {}, 'item', 0), task('train', {}, 'item', 1)] as const;
const join = task('train', {}, 'join');
const all = [task('load'), task('clean'), split, ...items, join, task('tell')];

function origin(tasks: readonly OriginTask[], header: Partial<RunHeader> = {}): OriginRun {
  const rest = { notebook: 'n', root: 'r', titles: {}, diagnostics: [], parameters: [], origin: null, seedRun: '1', reasons: {} };
  return { header: { flow: 'F', run: '1', plan, hashes, modules: modules.contents, ...rest, ...header }, tasks };
}

const present: PresentFlow = {
  plan,
  hashes,
  modules,
  changedSetup: new Set(),
  from: null,
  dependents: new Set(),
  contentOf: (_slot, known) => known,
  isWhole: () => true
};

/** The tasks that are taken over, and the steps that are not, each with its reason. */
function choose(
  tasks: readonly OriginTask[],
  now: Partial<PresentFlow> = {}
): { tasks: string[]; reasons: Readonly<Record<string, string>> } {
  const choice = chooseReuse(origin(tasks), { ...present, ...now });
  return { tasks: choice.tasks.map(each => each.task), reasons: choice.reasons };
}

function file(content: string): SlotWrite {
  return { kind: 'file', content };
}

describe('chooseReuse', () => {
  it('takes over everything where nothing has changed', () => {
    expect(choose(all)).toEqual({ tasks: all.map(each => each.task), reasons: {} });
  });

  it('runs a step whose code has changed, and every step when setup has', () => {
    const changed = choose(all, { hashes: { ...hashes, steps: { ...hashes.steps, clean: 'other' } } });
    expect(changed.reasons).toEqual({ clean: 'its code has changed' });
    expect(changed.tasks).not.toContain('cleanwhole');
    expect(choose(all, { hashes: { ...hashes, setup: 'other' } }).tasks).toEqual([]);
  });

  it('takes no items over without their split, and no join without all items', () => {
    expect(choose([split, items[0]]).tasks).toEqual(['trainsplit', 'train0']);
    expect(choose([split, items[0], join]).tasks).toEqual(['trainsplit', 'train0']);
    expect(choose([split, items[0]]).reasons['train']).toBe('1 of its 2 items had not finished in F/1');
    expect(choose([...items, join]).tasks).toEqual([]);
  });

  it('says of a step that is new or had not run that it is so', () => {
    const more = { ...plan, steps: [...steps, planned('extra', 4)] };
    expect(choose([task('load')], { plan: more }).reasons).toEqual({
      clean: 'it had not finished in F/1',
      train: 'it had not finished in F/1',
      tell: 'it had not finished in F/1',
      extra: 'it is new'
    });
  });

  it('leaves out steps that the notebook no longer has', () => {
    expect(choose(all, { plan: { ...plan, steps: steps.slice(1) } }).tasks).not.toContain('loadwhole');
  });

  it('runs what uses a changed module: in its own cells, or by a definition that it has read', () => {
    const now = { modules: { ...modules, contents: { './help': 'other' } } };
    const reader = task('tell', { reads: { f: 'definition:f:7:abc', g: 'definition:g:8:abc' } });
    expect(choose([task('load'), task('clean'), reader], now).tasks).toEqual(['loadwhole']);
    const other = task('tell', { reads: { g: 'definition:g:8:abc' } });
    expect(choose([task('load'), other], now).tasks).toEqual(['loadwhole', 'tellwhole']);
  });

  it('runs what has read a name that parameters change, or does not say what it has read', () => {
    const { setup: _unknown, ...silent } = nothing;
    const tasks = [task('load', { setup: { rate: 'k' } }), task('clean', { setup: { other: 'k' } }), { ...task('tell'), record: silent }];
    expect(choose(tasks, { changedSetup: new Set(['rate']) }).tasks).toEqual(['cleanwhole']);
    expect(choose(tasks, { changedSetup: 'all' }).tasks).toEqual([]);
    expect(choose(tasks).tasks).toHaveLength(3);
  });

  it('runs a step again that is asked for, and what depends on it by analysis or by what it had read', () => {
    const tasks = [task('load'), task('clean', { reads: { x: '0:x:k' } }), task('tell', { reads: { y: '1s:y:k' } })];
    const { tasks: left, reasons } = choose(tasks, { from: 'load', dependents: new Set(['load']) });
    expect(left).toEqual([]);
    expect(reasons['clean']).toBe("it depends on 'load', which runs again");
    expect(reasons['tell']).toBe("it depends on 'clean', which runs again");
    expect(choose(tasks, { from: 'clean', dependents: new Set(['clean', 'tell']) }).tasks).toEqual(['loadwhole']);
  });

  it('runs what has read a file from outside that is another now', () => {
    const tasks = [task('load', { files: { 'a.csv': 'sha1:1', 'data/': 'sha1:2' } })];
    expect(choose(tasks, { contentOf: slot => (slot === 'file:a.csv' ? 'sha1:1' : 'sha1:2') }).tasks).toEqual(['loadwhole']);
    expect(choose(tasks, { contentOf: slot => (slot === 'file:a.csv' ? 'gone' : 'sha1:2') }).reasons['load']).toBe(
      "the file 'a.csv' is not as it was"
    );
    expect(choose(tasks, { contentOf: slot => (slot === 'file:a.csv' ? 'sha1:1' : 'sha1:3') }).reasons['load']).toBe(
      "the folder 'data' is not as it was"
    );
  });

  it('wants of a file that several have written only what the last of them has left', () => {
    const first = task('load', { files: { log: 'sha1:0' }, writes: { 'file:log': file('sha1:1') } });
    const second = task('clean', { writes: { 'file:log': file('sha1:2') } });
    const on = (content: string): string[] => choose([first, second], { contentOf: () => content }).tasks;
    expect(on('sha1:2')).toEqual(['loadwhole', 'cleanwhole']);
    expect(on('sha1:1')).toEqual(['loadwhole']);
    expect(on('sha1:9')).toEqual([]);
  });

  it('runs what has stored something that is no longer there', () => {
    expect(choose(all, { isWhole: each => each.step !== 'tell' }).reasons).toEqual({
      tell: 'what it had stored is no longer in the store'
    });
  });
});
