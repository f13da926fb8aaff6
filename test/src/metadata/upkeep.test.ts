import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStore } from '../../../src/metadata/check-store';
import { findGarbage, gracePeriod, removeGarbage } from '../../../src/metadata/collect-garbage';
import { removeRun } from '../../../src/metadata/remove-run';
import { flowUsage } from '../../../src/metadata/store-usage';
import { ownLease } from '../../../src/scheduler/lease';
import { pickles, TestStore } from './store';

const [first, second] = ['1795250000000001', '1795250000000002'] as const;
const later = Date.now() + 2 * gracePeriod;
let store: TestStore;

/** Two runs that share one value and have one each. */
beforeEach(() => {
  store = new TestStore();
  const shared = store.artifact('shared', pickles.text('shared'));
  for (const [i, run] of [first, second].entries()) {
    store.run(run);
    store.publish({ run, artifacts: [shared, store.artifact('own', pickles.int(i))] });
  }
});
afterEach(() => store.remove());

const blobOf = (name: string, run: string = second): string => {
  const key = String(store.json('Flow', run, `start/1/_meta/0_artifact_${name}.json`)['sha']);
  return store.path('Flow/data', key.slice(0, 2), key);
};
const beAlive = (run: string): void => {
  mkdirSync(store.path('Flow', run, '_headwater'), { recursive: true });
  writeFileSync(store.path('Flow', run, '_headwater/lease.json'), JSON.stringify(ownLease(Date.now())));
};

describe('garbage', () => {
  it('is none while runs refer to everything', () => {
    expect(findGarbage(store.root, 'Flow', later)).toMatchObject({ blobs: 0, paths: [], tooYoung: 0, running: null });
  });

  it('is what only a removed run referred to', () => {
    const [own, shared] = [blobOf('own', first), blobOf('shared', first)];
    removeRun(store.root, 'Flow', first, Date.now());
    const garbage = findGarbage(store.root, 'Flow', later);
    expect(garbage.paths).toEqual([own, `${own}_meta`]);
    expect(existsSync(own)).toBe(true);
    removeGarbage(garbage);
    expect([own, `${own}_meta`, shared].map(each => existsSync(each))).toEqual([false, false, true]);
  });

  it('is never younger than the grace period', () => {
    const own = blobOf('own', first);
    removeRun(store.root, 'Flow', first, Date.now());
    expect(findGarbage(store.root, 'Flow', Date.now())).toMatchObject({ blobs: 0, paths: [], tooYoung: 1 });
    const old = (Date.now() - gracePeriod - 1000) / 1000;
    utimesSync(own, old, old);
    expect(findGarbage(store.root, 'Flow', Date.now())).toMatchObject({ blobs: 1, tooYoung: 0 });
  });

  it('is not looked for while a run goes on', () => {
    removeRun(store.root, 'Flow', first, Date.now());
    beAlive(second);
    expect(findGarbage(store.root, 'Flow', later)).toMatchObject({ running: second, paths: [] });
  });

  it('is nothing that hidden artifacts, code packages or our own records name', () => {
    const [joint, code, event] = ['joint', 'code', 'event'].map(text => store.artifact(text, pickles.text(text)).key);
    const size = { size: 0, pythonType: "<class 'dict'>" };
    store.publish({
      run: first,
      task: '2',
      artifacts: [{ name: `_hw_joint_${joint}`, key: String(joint), ...size }],
      metadata: [
        { field: 'code-package', type: 'code-package', value: JSON.stringify({ ds_type: 'local', sha: code, location: 'x', metadata: '' }) }
      ]
    });
    mkdirSync(store.path('Flow', first, '_headwater'));
    writeFileSync(store.path('Flow', first, '_headwater/events.jsonl'), `{"key":"${event}"}\n`);
    expect(findGarbage(store.root, 'Flow', later).blobs).toBe(0);
  });
});

describe('what a dead writer has left', () => {
  it('goes, folders of half-written tasks and of runs that were never registered too', () => {
    const hidden = store.path('Flow', first, 'start', '.hw-1-x-1.tmp');
    const file = store.path('Flow', first, '_headwater', '.hw-1-x-2.tmp');
    const unregistered = store.path('Flow', '1795250000000009');
    mkdirSync(`${hidden}/_meta`, { recursive: true });
    writeFileSync(`${hidden}/_meta/_self.json`, '{"ta');
    for (const folder of [store.path('Flow', first), unregistered]) mkdirSync(`${folder}/_headwater`, { recursive: true });
    writeFileSync(file, 'half');
    writeFileSync(`${unregistered}/_headwater/lease.json`, JSON.stringify({ ...ownLease(0), pid: 4_000_000, started: '1' }));
    expect(findGarbage(store.root, 'Flow', Date.now()).paths).toEqual([]);
    const garbage = findGarbage(store.root, 'Flow', later);
    expect([...garbage.paths].sort()).toEqual([file, hidden, unregistered].sort());
    removeGarbage(garbage);
    expect([hidden, file, unregistered].map(each => existsSync(each))).toEqual([false, false, false]);
    expect(checkStore(store.root, ['Flow'], Date.now()).problems).toEqual([]);
  });

  it('is told by a check, and is no damage', () => {
    mkdirSync(store.path('Flow', first, 'start/.hw-1-x-1.tmp/_meta'), { recursive: true });
    writeFileSync(store.path('Flow', first, 'start/.hw-1-x-1.tmp/_meta/_self.json'), '{"ta');
    mkdirSync(store.path('Flow', first, '_headwater'));
    writeFileSync(store.path('Flow', first, '_headwater/events.jsonl'), '{"v":1}\n{"v":1,"at\n{"v":1}\n');
    const problems = checkStore(store.root, ['Flow'], Date.now()).problems.map(each => [each.kind, each.severity]);
    expect(problems).toEqual([
      ['torn-line', 'note'],
      ['leftover', 'note']
    ]);
  });
});

describe('a value that is used again while it is looked for garbage', () => {
  it('stays', () => {
    const own = blobOf('own', first);
    removeRun(store.root, 'Flow', first, Date.now());
    const old = (Date.now() - gracePeriod - 1000) / 1000;
    utimesSync(own, old, old);
    const garbage = findGarbage(store.root, 'Flow', Date.now() - 10);
    store.artifact('own', pickles.int(0));
    removeGarbage(garbage);
    expect(existsSync(own)).toBe(true);
  });
});

describe('removing a run', () => {
  it('leaves the others, and latest_run points at one of them', () => {
    removeRun(store.root, 'Flow', second, Date.now());
    expect(existsSync(store.path('Flow', second))).toBe(false);
    expect(readFileSync(store.path('Flow/latest_run'), 'utf8')).toBe(first);
  });

  it('is refused while it goes on', () => {
    beAlive(first);
    expect(() => removeRun(store.root, 'Flow', first, Date.now())).toThrow(expect.objectContaining({ code: 'HW418' }));
    expect(existsSync(store.path('Flow', first))).toBe(true);
  });

  it.each(['data', '_meta', 'latest_run', 'nothing'])('is refused for %s, which is no run', name => {
    expect(() => removeRun(store.root, 'Flow', name, Date.now())).toThrow(expect.objectContaining({ code: 'HW404' }));
    expect(existsSync(store.path('Flow/data'))).toBe(true);
  });

  it('works when its records are damaged', () => {
    truncateSync(store.path('Flow', first, '_meta/_self.json'), 5);
    removeRun(store.root, 'Flow', first, Date.now());
    expect(existsSync(store.path('Flow', first))).toBe(false);
  });
});

describe('disk use', () => {
  it('tells shared values from those of one run', () => {
    const usage = flowUsage(store.root, 'Flow');
    const [newest] = usage.runs;
    const size = (name: string): number => readFileSync(blobOf(name)).length;
    expect(newest).toMatchObject({ run: second, values: size('shared') + size('own'), own: size('own') });
    expect(usage.unused).toBe(0);
  });
});

describe('a check of the store', () => {
  const problems = (): unknown[] =>
    checkStore(store.root, ['Flow'], Date.now()).problems.map(each => [each.kind, each.severity, each.artifacts]);

  it('finds nothing in a whole one', () => {
    expect(checkStore(store.root, ['Flow'], Date.now())).toMatchObject({ flows: 1, runs: 2, blobs: 3, problems: [] });
  });

  it('finds a blob with other bytes, raw or packed, and what is lost by it', () => {
    const bytes = Buffer.alloc(2_000_000, 3);
    store.publish({ run: first, task: '2', artifacts: [store.artifact('table', bytes, true)] });
    const raw = store.json('Flow', first, 'start/2/_meta/0_artifact_table.json')['sha'] as string;
    bytes[1_000_000] = 4;
    writeFileSync(store.path('Flow/data', raw.slice(0, 2), raw), bytes);
    writeFileSync(blobOf('own'), readFileSync(blobOf('shared')));
    expect(problems()).toEqual(
      expect.arrayContaining([
        ['damaged-blob', 'error', [`Flow/${first}/start/2/table`]],
        ['damaged-blob', 'error', [`Flow/${second}/start/1/own`]]
      ])
    );
    expect(problems()).toHaveLength(2);
  });

  it('finds a missing blob with every artifact that needs it', () => {
    rmSync(blobOf('shared'));
    expect(problems()).toEqual([['missing-blob', 'error', [`Flow/${first}/start/1/shared`, `Flow/${second}/start/1/shared`]]]);
  });

  it('finds records that are cut short', () => {
    truncateSync(store.path('Flow', first, '_meta/_self.json'), 9);
    expect(checkStore(store.root, ['Flow'], Date.now()).problems).toMatchObject([
      { kind: 'damaged-file', about: `Flow/${first}/_meta/_self.json` }
    ]);
  });

  it('finds a task that says it is done and is not', () => {
    rmSync(store.path('Flow', first, 'start/1/_meta/0_artifact_own.json'));
    expect(problems()).toEqual([['damaged-task', 'error', []]]);
    rmSync(store.path('Flow', first, 'start/1/0.data.json'));
    expect(problems()).toEqual([['damaged-task', 'error', []]]);
  });

  it('notes a task that never finished, without calling it damage', () => {
    mkdirSync(store.path('Flow', first, 'start/9/_meta'), { recursive: true });
    writeFileSync(store.path('Flow', first, 'start/9/_meta/_self.json'), '{"ts_epoch": 1}');
    expect(problems()).toEqual([['incomplete-task', 'note', []]]);
  });
});
