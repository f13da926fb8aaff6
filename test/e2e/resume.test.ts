import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { eventsOf, lastEvent, makeWorkspace, type Ran, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => buildOnce());
beforeEach(() => {
  place = makeWorkspace();
});
afterEach(() => place.remove());

/** A chain of steps, in which `made` differs with every execution; `broken`: steps that throw. */
function chain({ broken = [] as readonly string[], factor = '2', helper = 'x * 10' } = {}): TestCell[] {
  const fail = (step: string): string => (broken.includes(step) ? `throw new Error('${step} is broken');\n` : '');
  return [
    { tags: ['parameters'], source: 'const rate = 3;' },
    { source: `function scale(x: number) { return ${helper}; }` },
    { step: 'load', source: `const rows = [1, 2, 3];\nconst made = [process.pid, process.hrtime.bigint()];\nconsole.log('loading');` },
    { step: 'grow', source: `const grown = rows.map(scale);` },
    { step: 'rated', source: `${fail('rated')}const rated = rows.map(x => x * rate);` },
    { step: 'sum', source: `${fail('sum')}let total = 0;\nfor (const x of [...grown, ...rated]) total += x * ${factor};` },
    { step: 'tell', source: `${fail('tell')}const text = 'total ' + total;` }
  ];
}

/** Steps that were executed in a run, in order; of a foreach with its part and item. */
function executed(ran: Ran): string[] {
  const places = eventsOf(ran).filter(each => each['type'] === 'execution');
  return places.map(({ step, part, index }) =>
    [step, part === 'whole' ? '' : ` ${String(part)}`, index === null ? '' : ` ${String(index)}`].join('')
  );
}

async function run(name: string, cells: readonly TestCell[], ...args: string[]): Promise<Ran> {
  return place.headwater(['run', place.notebook(name, cells), '--json', ...args]);
}

async function resume(...args: string[]): Promise<Ran> {
  return place.headwater(['resume', ...args, '--json']);
}

function pathspecOf(ran: Ran): string {
  return String(lastEvent(ran)['pathspec']);
}

async function valueOf(pathspec: string): Promise<unknown> {
  const { stdout, stderr } = await place.headwater(['show', pathspec, '--json']);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { value: unknown }).value;
}

/** Values of the end task. */
async function finals(pathspec: string, ...names: string[]): Promise<unknown[]> {
  const shown = JSON.parse((await place.headwater(['show', `${pathspec}/end`, '--json'])).stdout) as { tasks: { pathspec: string }[] };
  return Promise.all(names.map(name => valueOf(`${shown.tasks[0]?.pathspec ?? ''}/${name}`)));
}

describe('headwater resume', () => {
  it('runs only what had not finished, and gives what an undisturbed run gives; also from a run that was resumed itself', async () => {
    const failed = await run('sums.ipynb', chain({ broken: ['sum'] }));
    expect(failed.status).toBe(1);
    place.notebook('sums.ipynb', chain({ broken: ['tell'] }));
    const second = await resume();
    expect([second.status, executed(second)]).toEqual([1, ['sum', 'tell']]);
    place.notebook('sums.ipynb', chain());
    const third = await resume('Sums');
    expect([third.status, executed(third)]).toEqual([0, ['tell']]);
    expect(lastEvent(third)['resumed']).toMatchObject({ origin: pathspecOf(second), reused: 4, tasks: 5 });
    // (10 + 20 + 30 + 3 + 6 + 9) * 2, by hand.
    expect(await finals(pathspecOf(third), 'total', 'text')).toEqual([156, 'total 156']);
    const made = await finals(pathspecOf(third), 'made');
    expect(made).toEqual([await valueOf(`${pathspecOf(failed)}/load/2/made`)]);
    const undisturbed = await run('sums.ipynb', chain());
    const names = ['rows', 'grown', 'rated', 'total', 'text', 'rate'];
    expect(await finals(pathspecOf(third), ...names)).toEqual(await finals(pathspecOf(undisturbed), ...names));
    expect(await finals(pathspecOf(undisturbed), 'made')).not.toEqual(made);
    const logs = await place.headwater(['logs', `${pathspecOf(third)}/load`, '--stdout']);
    expect(logs.stdout).toBe('loading\n');
    const shown = await place.headwater(['show', `${pathspecOf(third)}/load/2`]);
    expect(shown.stdout).toContain(`reused from ${pathspecOf(second)}/load/2`);
  });

  it('says so when there is nothing to do, and runs a step and all that depend on it when it is told to', async () => {
    const first = await run('sums.ipynb', chain());
    const again = await place.headwater(['resume', pathspecOf(first)]);
    expect([again.status, again.stdout]).toEqual([
      0,
      expect.stringContaining(`5 of 5 tasks reused from ${pathspecOf(first)}: nothing had to run.`)
    ]);
    const from = await resume('--from', 'grow');
    expect([from.status, executed(from).sort()]).toEqual([0, ['grow', 'sum', 'tell']]);
    const wrong = await resume('--from', 'gorw');
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringMatching(/HW527[^]*Did you mean grow/)]);
  });

  it('keeps what a run had that was resumed and has failed before it came to that', async () => {
    const first = await run('sums.ipynb', chain());
    place.notebook('sums.ipynb', chain({ broken: ['rated'] }));
    const failed = await resume();
    expect([failed.status, executed(failed)]).toEqual([1, ['rated']]);
    place.notebook('sums.ipynb', chain());
    const third = await resume();
    expect([third.status, executed(third)]).toEqual([0, ['rated']]);
    expect(lastEvent(third)['resumed']).toMatchObject({ origin: pathspecOf(failed), reused: 4, tasks: 5 });
    expect(await finals(pathspecOf(third), 'text')).toEqual(['total 156']);
    const shown = await place.headwater(['show', `${pathspecOf(third)}/tell/6`]);
    expect(shown.stdout).toContain(`reused from ${pathspecOf(first)}/tell/6`);
  });

  it('runs a step again whose function has changed, and what reads another value then', async () => {
    await run('sums.ipynb', chain());
    place.notebook('sums.ipynb', chain({ helper: 'x * 100' }));
    const other = await resume();
    expect([other.status, new Set(executed(other))]).toEqual([0, new Set(['grow', 'sum', 'tell'])]);
    expect(await finals(pathspecOf(other), 'total')).toEqual([(600 + 18) * 2]);
    place.notebook('sums.ipynb', chain({ helper: 'x * (99 + 1)' }));
    const same = await resume();
    expect([same.status, executed(same)]).toEqual([0, ['grow']]);
  });

  it('runs again what has read a parameter that is another now; the others stay as the run had them', async () => {
    await run('sums.ipynb', chain({ broken: ['tell'] }), '--rate', '5');
    place.notebook('sums.ipynb', chain());
    const kept = await resume();
    expect(executed(kept)).toEqual(['tell']);
    expect(await finals(pathspecOf(kept), 'rate', 'total')).toEqual([5, (60 + 30) * 2]);
    const changed = await resume('--rate', '7');
    expect([changed.status, new Set(executed(changed))]).toEqual([0, new Set(['rated', 'sum', 'tell'])]);
    expect(await finals(pathspecOf(changed), 'rate', 'total')).toEqual([7, (60 + 42) * 2]);
  });

  it('runs only the items that had not finished', async () => {
    const cells: TestCell[] = [
      { source: "import { foreach } from 'headwater';\nimport * as fs from 'fs';" },
      {
        step: 'train',
        source: `const models = await foreach([1, 2, 3, 4, 5], n => {
  if (n > 3 && !fs.existsSync('ready')) throw new Error('not ready');
  return [n * n, process.hrtime.bigint()] as const;
});`
      },
      { step: 'best', source: 'const squares = models.map(each => each[0]);' }
    ];
    const failed = await run('items.ipynb', cells, '--max-workers', '1');
    expect(failed.status).toBe(1);
    place.file('ready', '');
    const ran = await resume();
    expect([ran.status, executed(ran)]).toEqual([0, ['train item 3', 'train item 4', 'train join', 'best']]);
    expect(await finals(pathspecOf(ran), 'squares')).toEqual([[1, 4, 9, 16, 25]]);
    const reused = eventsOf(ran).filter(each => each['type'] === 'task' && each['origin'] !== null);
    expect(reused.map(each => each['origin'])).toEqual(
      ['train_split/2', 'train/3', 'train/4', 'train/5'].map(each => `${pathspecOf(failed)}/${each}`)
    );
  });

  it('runs again what has read a file that is another now, and what has written one that is no longer so', async () => {
    const cells: TestCell[] = [
      { source: "import * as fs from 'fs';" },
      { step: 'read', source: "const lines = fs.readFileSync('data.csv', 'utf8').trim().split('\\n');" },
      { step: 'write', source: "const other = 1;\nfs.writeFileSync('out.txt', 'made');" },
      { step: 'use', source: "const used = fs.readFileSync('out.txt', 'utf8') + lines.length;" }
    ];
    place.file('data.csv', 'a\nb\n');
    expect((await run('files.ipynb', cells)).status).toBe(0);
    expect(executed(await resume())).toEqual([]);
    place.file('data.csv', 'a\nb\nc\n');
    const read = await resume();
    expect(executed(read)).toEqual(['read', 'use']);
    expect(await finals(pathspecOf(read), 'used')).toEqual(['made3']);
    rmSync(path.join(place.folder, 'out.txt'));
    const written = await resume();
    expect([written.status, executed(written)]).toEqual([0, ['write']]);
    expect(readFileSync(path.join(place.folder, 'out.txt'), 'utf8')).toBe('made');
  });

  it('runs again what uses a module of the notebook that has changed', async () => {
    const cells: TestCell[] = [
      { step: 'plain', source: 'const plain = 1;' },
      { step: 'helped', source: "import { help } from './help';\nconst helped = help(plain);" }
    ];
    place.file('help.ts', 'export const help = (x: number) => x + 1;');
    await run('modules.ipynb', cells);
    place.file('help.ts', 'export const help = (x: number) => x + 2;');
    const ran = await resume();
    expect(executed(ran)).toEqual(['helped']);
    expect(await finals(pathspecOf(ran), 'helped')).toEqual([3]);
  });

  it('counts attempts anew', async () => {
    const cells: TestCell[] = [
      { source: "import * as fs from 'fs';" },
      {
        step: 'shaky',
        source: "if (!fs.existsSync('ready')) throw new Error('not yet');\nconst fine = true;",
        settings: { retry: { times: 1 } }
      }
    ];
    const failed = await run('shaky.ipynb', cells);
    expect(eventsOf(failed).filter(each => each['type'] === 'task')).toMatchObject([{ attempt: 0 }, { attempt: 1 }]);
    place.file('ready', '');
    const ran = await resume();
    expect(eventsOf(ran).filter(each => each['type'] === 'task')).toMatchObject([{ attempt: 0, ok: true, origin: null }]);
  });

  it('reads the notebook where it is now', async () => {
    await run('sums.ipynb', chain({ broken: ['tell'] }));
    rmSync(path.join(place.folder, 'sums.ipynb'));
    expect((await resume()).stderr).toMatch(/HW525[^]*--notebook/);
    const moved = place.notebook('moved.ipynb', chain());
    expect((await resume('--notebook', moved)).stderr).toMatch(/HW526[^]*'Moved'/);
    renameSync(moved, path.join(place.folder, 'Sums.ipynb'));
    expect(executed(await resume('--notebook', 'Sums.ipynb'))).toEqual(['tell']);
    const named = await resume('Sums.ipynb');
    expect([named.status, executed(named)]).toEqual([0, []]);
  });
});

describe('a run whose scheduler was killed', () => {
  const cells: TestCell[] = [
    { step: 'first', source: 'const first = 1;\nconst made = process.hrtime.bigint();' },
    {
      step: 'second',
      source:
        "import * as fs from 'fs';\nconst quick = fs.existsSync('quick');\nif (!quick) await new Promise(done => setTimeout(done, 60_000));\nconst second = first + 1;"
    }
  ];
  let pathspec: string;

  /** Starts a run, kills its scheduler while the second step is at work; resolves to the pids of scheduler and task. */
  async function killed(): Promise<{ readonly scheduler: number; readonly task: number }> {
    const started = place.start(['run', place.notebook('killed.ipynb', cells), '--json']);
    await started.waitFor(/"type":"execution"[^\n]*"step":"second"/);
    await started.waitFor(/"type":"task"[^\n]*"step":"first"/);
    const [, found = ''] = await started.waitFor(/"pathspec":"(Killed\/\d+)"/);
    pathspec = found;
    const folder = path.join(place.storeRoot, pathspec, '_headwater');
    const { pid } = JSON.parse(readFileSync(path.join(folder, 'lease.json'), 'utf8')) as { pid: number };
    const processes = [...readFileSync(path.join(folder, 'events.jsonl'), 'utf8').matchAll(/"process":"(\d+):/g)].map(each =>
      Number(each[1])
    );
    started.child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await started.ended;
    return { scheduler: pid, task: processes.at(-1) ?? 0 };
  }

  it('is told to have died, its tasks are ended, and it is resumed; by several at a time, and closed by one of them', async () => {
    const { task } = await killed();
    const listed = JSON.parse((await place.headwater(['runs', '--json'])).stdout) as { status: string }[];
    expect(listed.map(each => each.status)).toEqual(['died']);
    place.file('quick', '');
    const both = await Promise.all([resume(pathspec), resume(pathspec)]);
    expect(both.map(each => [each.status, executed(each)])).toEqual([
      [0, ['second']],
      [0, ['second']]
    ]);
    expect(isAlive(task)).toBe(false);
    const lines = readFileSync(path.join(place.storeRoot, pathspec, '_headwater/events.jsonl'), 'utf8').split('\n');
    expect(lines.filter(line => line.includes('"type":"end"'))).toHaveLength(1);
    expect(existsSync(path.join(place.storeRoot, pathspec, '_headwater/lease.json'))).toBe(false);
    const made = await valueOf(`${pathspec}/first/2/made`);
    for (const each of both) expect(await finals(pathspecOf(each), 'second', 'made')).toEqual([2, made]);
    expect((await place.headwater(['show', pathspec])).stdout).toContain('died');
  });

  it('is given up by a scheduler that was only slow and has lost it, so that it never has two owners', async () => {
    const started = place.start(['run', place.notebook('killed.ipynb', cells), '--json']);
    await started.waitFor(/"type":"execution"[^\n]*"step":"second"/);
    const [, found = ''] = await started.waitFor(/"pathspec":"(Killed\/\d+)"/);
    const folder = path.join(place.storeRoot, found, '_headwater');
    const own = JSON.parse(readFileSync(path.join(folder, 'lease.json'), 'utf8')) as { pid: number };
    writeFileSync(path.join(folder, 'new'), JSON.stringify({ ...own, host: 'elsewhere', beat: Date.now(), closing: true }));
    renameSync(path.join(folder, 'new'), path.join(folder, 'lease.json'));
    for (const until = Date.now() + 30_000; isAlive(own.pid) && Date.now() < until;) await new Promise(done => setTimeout(done, 50));
    started.child.kill('SIGKILL');
    await started.ended;
    expect(isAlive(own.pid)).toBe(false);
    const events = readFileSync(path.join(folder, 'events.jsonl'), 'utf8');
    expect(events).toMatch(/"type":"broken"[^\n]*"HW529"/);
    expect(events).not.toContain('"type":"end"');
    expect(JSON.parse(readFileSync(path.join(folder, 'lease.json'), 'utf8'))).toMatchObject({ host: 'elsewhere' });
  });

  it('is refused while it goes on', async () => {
    const started = place.start(['run', place.notebook('killed.ipynb', cells), '--json']);
    await started.waitFor(/"type":"execution"[^\n]*"step":"second"/);
    const refused = await resume();
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringMatching(/HW524[^]*headwater stop/)]);
    expect((await place.headwater(['stop'])).status).toBe(0);
    place.file('quick', '');
    await started.ended;
    const ran = await resume();
    expect([ran.status, executed(ran)]).toEqual([0, ['second']]);
    expect(readdirSync(path.join(place.storeRoot, 'Killed')).filter(each => /^\d+$/.test(each))).toHaveLength(2);
  });
});

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
