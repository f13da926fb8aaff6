import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { buildOnce } from '../build';
import { eventsOf, lastEvent, makeWorkspace, type Ran, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
}, 240_000);

afterAll(() => place.remove());

const begin: TestCell = { step: 'begin', source: "const kept = { text: 'complete' };" };

describe('a task that ends badly', () => {
  it.each([
    ['exits with 3', 'process.exit(3);', /exit(ed)?\b.*\b3\b/],
    ['exits with 0', 'process.exit(0);', /exit/],
    ['throws an error', "throw new TypeError('no such column');", /TypeError.*no such column/],
    ['throws a string', "throw 'just text';", /just text/],
    ['throws null', 'throw null;', /null/],
    ['throws an object', "throw { code: 'E_ODD', detail: 7 };", /E_ODD/],
    [
      'rejects a promise that nobody awaits',
      "Promise.reject(new Error('lost promise')); await new Promise(done => setTimeout(done, 200));",
      /lost promise/
    ],
    ['throws in a callback', "await new Promise(() => setTimeout(() => { throw new Error('late throw'); }, 20));", /late throw/],
    ['is killed', "process.kill(process.pid, 'SIGKILL'); await new Promise(done => setTimeout(done, 5000));", /SIGKILL/],
    ['aborts', 'process.abort();', /SIGABRT|abort/],
    ['uses up its stack', 'function down(n: number): number { return down(n + 1) + 1; }\ndown(0);', /call stack/],
    ['waits for a promise that never resolves', 'await new Promise(() => {});', /never|await|pending|resolve/i]
  ])(
    'fails the run by name when it %s',
    async (_title, source, said) => {
      const file = place.notebook('badTask.ipynb', [begin, { step: 'middle', source }, { step: 'after', source: 'console.log(kept);' }]);
      const ran = await place.headwater(['run', file, '--json']);
      expectFailure(ran, 'middle', said);
      await expectRecordIsWhole(String(lastEvent(ran)['pathspec']));
    },
    60_000
  );

  it('runs out of memory and the run says so', async () => {
    const source = 'const hog: number[][] = [];\nfor (;;) hog.push(new Array(100_000).fill(1.5).map((v, i) => v + i));';
    const file = place.notebook('memory.ipynb', [begin, { step: 'middle', source }], {});
    const ran = await place.headwater(['run', file, '--json'], {
      environment: { NODE_OPTIONS: '--max-old-space-size=96' },
      timeout: 120_000
    });
    expectFailure(ran, 'middle', /memory|SIGABRT|heap/i);
  }, 120_000);

  it('starts no later step', async () => {
    const marker = path.join(place.folder, 'after.txt');
    const after = { step: 'after', source: `require('fs').writeFileSync(${JSON.stringify(marker)}, 'ran');` };
    const file = place.notebook('noLater.ipynb', [
      { step: 'begin', source: "throw new Error('first');" },
      { ...after, settings: { effects: true } }
    ]);
    expect((await place.headwater(['run', file])).status).toBe(1);
    expect(readdirSync(place.folder)).not.toContain('after.txt');
  });
});

describe('a task that never ends', () => {
  const forever = [begin, { step: 'spin', source: "console.log('spinning');\nfor (;;) {}" }];

  it('is ended by headwater stop, with exit status 130 and a readable record', async () => {
    const started = place.start(['run', place.notebook('forever.ipynb', forever), '--json'], { timeout: 60_000 });
    const [, pathspec] = await started.waitFor(/"pathspec": ?"(Forever\/\d+)"/);
    await until(async () => (await place.headwater(['show', `${pathspec}/begin`])).status === 0);
    const stopped = await place.headwater(['stop', pathspec!]);
    expect(stopped.status, stopped.stderr).toBe(0);
    const ran = await started.ended;
    expect(ran.status, ran.stderr).toBe(130);
    expect(lastEvent(ran)).toMatchObject({ type: 'run', pathspec, status: 'stopped' });
    await expectRecordIsWhole(pathspec!);
    const shown = await place.headwater(['show', pathspec!, '--json']);
    expect(shown.stdout).toContain('stopped');
  }, 90_000);

  it('is stopped by SIGINT when there is no terminal', async () => {
    const started = place.start(['run', place.notebook('interrupted.ipynb', forever), '--json'], { timeout: 60_000 });
    await started.waitFor(/"pathspec": ?"(Interrupted\/\d+)"/);
    await new Promise(resolve => setTimeout(resolve, 800));
    started.child.kill('SIGINT');
    const ran = await started.ended;
    expect(ran.status, ran.stderr).toBe(130);
    expect(lastEvent(ran)['status']).toBe('stopped');
  }, 90_000);

  it('is ended by its timeout setting, which the failure names', async () => {
    const file = place.notebook('timeout.ipynb', [begin, { ...forever[1]!, settings: { timeout: { seconds: 1 } } }]);
    const ran = await place.headwater(['run', file, '--json']);
    expectFailure(ran, 'spin', /timeout|1 s/);
  }, 60_000);
});

describe('a value that cannot be stored', () => {
  const model = { step: 'model', source: 'const model = { layers: [{}, { seen: new WeakSet() }] };' };

  it('fails the run by its path when a later step reads it', async () => {
    const file = place.notebook('unstorable.ipynb', [begin, model, { step: 'use', source: 'console.log(model.layers.length);' }]);
    expectFailure(await place.headwater(['run', file, '--json']), 'model', /model\.layers\[1\]\.seen.*WeakSet/);
  });

  it('is said with its path on stderr when nothing reads it', async () => {
    const ran = await place.headwater(['run', place.notebook('unread.ipynb', [begin, model])]);
    expect(ran.status).toBe(0);
    expect(ran.stderr).toMatch(/warning HW302: 'model\.layers\[1\]\.seen'.*WeakSet.*\n {2}\S.*\n {2}in step model/);
  });
});

describe('a task that prints too much or badly', () => {
  it('prints 100 MB and all of it is kept', async () => {
    const source =
      "const line = 'x'.repeat(999_999) + '\\n';\nfor (let i = 0; i < 100; i++) process.stdout.write(line);\nconsole.log('end');";
    const ran = await place.headwater(['run', place.notebook('loud.ipynb', [begin, { step: 'loud', source }]), '--json'], {
      timeout: 120_000
    });
    expect(ran.status, ran.stderr.slice(-2000)).toBe(0);
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/loud`, '--stdout'], { timeout: 120_000 });
    expect(logs.stdout.length).toBe(100_000_004);
    expect(logs.stdout.endsWith('x\nend\n')).toBe(true);
  }, 240_000);

  it('prints invalid UTF-8 and the run succeeds', async () => {
    const source = "process.stdout.write(Buffer.from([0x68, 0x69, 0xff, 0xfe, 0x80, 0x0a]));\nprocess.stdout.write('after\\n');";
    const ran = await place.headwater(['run', place.notebook('bytes.ipynb', [begin, { step: 'bytes', source }]), '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/bytes`, '--stdout']);
    expect(logs.stdout).toMatch(/^hi.*\nafter\n$/);
  });

  it('prints without a last newline and nothing is added', async () => {
    const ran = await place.headwater([
      'run',
      place.notebook('bare.ipynb', [{ step: 'bare', source: "process.stdout.write('no newline');" }]),
      '--json'
    ]);
    expect(ran.status, ran.stderr).toBe(0);
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/bare`, '--stdout']);
    expect(logs.stdout).toBe('no newline');
  });

  it('prints text that looks like a log record and gets it back', async () => {
    const text = '[MFLOG|0|2026-11-21T08:17:30.637936Z|runtime|x]not a record';
    const ran = await place.headwater([
      'run',
      place.notebook('mflog.ipynb', [{ step: 'odd', source: `console.log(${JSON.stringify(text)});` }]),
      '--json'
    ]);
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/odd`, '--stdout']);
    expect(logs.stdout).toBe(`${text}\n`);
  });
});

function expectFailure(ran: Ran, step: string, said: RegExp): void {
  expect(ran.status, `${ran.stdout}${ran.stderr}`).toBe(1);
  expect(lastEvent(ran)).toMatchObject({ type: 'run', status: 'failed' });
  const told =
    ran.stderr +
    eventsOf(ran)
      .map(event => JSON.stringify(event))
      .join('\n');
  expect(told).toContain(step);
  expect(told).toMatch(said);
  const errors = eventsOf(ran)
    .map(event => JSON.stringify(event))
    .join('\n');
  expect(errors, 'a diagnostic with a hint').toMatch(/"code":"HW[23]\d\d".*"hint":"[^"]+"/);
}

/** The run can be shown and listed, and what was complete before the failure is there. */
async function expectRecordIsWhole(pathspec: string): Promise<void> {
  const shown = await place.headwater(['show', pathspec]);
  expect(shown.status, shown.stderr).toBe(0);
  expect(shown.stdout).toContain('begin');
  const listed = await place.headwater(['runs', pathspec.split('/')[0]!]);
  expect(listed.status, listed.stderr).toBe(0);
  expect(listed.stdout).toContain(pathspec.split('/')[1]);
  const task = readdirSync(path.join(place.storeRoot, pathspec, 'begin')).find(name => name !== '_meta');
  const value = await place.headwater(['show', `${pathspec}/begin/${task}/kept`, '--json']);
  expect(value.status, value.stderr).toBe(0);
  expect(value.stdout).toContain('complete');
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error('waited 20 s in vain');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
