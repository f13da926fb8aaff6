import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildOnce } from '../build';
import { expectRefusal } from './refusal';
import { lastEvent, makeWorkspace, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => buildOnce(), 240_000);
beforeEach(() => {
  place = makeWorkspace();
});
afterEach(() => place.remove());

const isRoot = process.getuid?.() === 0;
const cells: TestCell[] = [
  { step: 'begin', source: "const words = ['alpha', 'beta'];\nconst other = { n: 1 };" },
  { step: 'finish', source: 'console.log(words.join());' }
];

describe('a datastore that cannot be written', () => {
  it('is refused by path when its place is taken by a file', async () => {
    place.file('.metaflow', 'I am a file.');
    const ran = await place.headwater(['run', place.notebook('blocked.ipynb', cells)]);
    expectRefusal(ran, '.metaflow');
    expect(readFileSync(place.storeRoot, 'utf8')).toBe('I am a file.');
  });

  it.skipIf(isRoot)('is refused by path when it is read-only', async () => {
    mkdirSync(place.storeRoot);
    chmodSync(place.storeRoot, 0o555);
    const ran = await place.headwater(['run', place.notebook('readonly.ipynb', cells)]);
    chmodSync(place.storeRoot, 0o755);
    expectRefusal(ran, '.metaflow');
  });

  it('is refused by path when its file system is mounted read-only', async context => {
    if (!mount(place.storeRoot, 'size=1m,ro')) context.skip('needs the right to mount a file system');
    try {
      expectRefusal(await place.headwater(['run', place.notebook('mounted.ipynb', cells)]), '.metaflow');
    } finally {
      execFileSync('umount', ['-l', place.storeRoot]);
    }
  });

  it('fails by name when it is full, and what was complete stays readable', async context => {
    if (!mount(place.storeRoot, 'size=6m')) context.skip('needs the right to mount a file system');
    try {
      const big = 'let seed = 1;\nconst noise = Float64Array.from({ length: 1_500_000 }, () => (seed = (seed * 16807) % 2147483647) / 7);';
      const ran = await place.headwater(['run', place.notebook('full.ipynb', [cells[0]!, { step: 'big', source: big }]), '--json']);
      expect(ran.status, ran.stderr).toBe(1);
      expect(ran.stdout + ran.stderr).toMatch(/full|no space|ENOSPC/i);
      const pathspec = String(lastEvent(ran)['pathspec']);
      const shown = await place.headwater(['show', `${taskOf(pathspec, 'begin')}/words`, '--json']);
      expect(shown.stdout, shown.stderr).toContain('alpha');
    } finally {
      execFileSync('umount', ['-l', place.storeRoot]);
    }
  }, 60_000);
});

describe('a store that is damaged', () => {
  it('names a blob that is missing, and still reads the others', async () => {
    const pathspec = await successfulRun();
    const task = taskOf(pathspec, 'begin');
    rmSync(blobOf(task, 'words'));
    const ran = await place.headwater(['show', `${task}/words`]);
    expectRefusal(ran, 'words');
    expect((await place.headwater(['show', `${task}/other`])).stdout).toContain('1');
    expect((await place.headwater(['show', pathspec])).status).toBe(0);
    const checked = await place.headwater(['fsck']);
    expect(checked.status).toBe(1);
    expect(checked.stdout + checked.stderr).toContain('words');
  });

  it('notices by its key that a blob holds other bytes', async () => {
    const task = taskOf(await successfulRun(), 'begin');
    const other = readFileSync(blobOf(task, 'other'));
    writeFileSync(blobOf(task, 'words'), other);
    expectRefusal(await place.headwater(['show', `${task}/words`]), 'words');
    expect((await place.headwater(['fsck'])).status).toBe(1);
  });

  it('names a blob that is cut short or no gzip', async () => {
    const task = taskOf(await successfulRun(), 'begin');
    truncateSync(blobOf(task, 'words'), 10);
    expectRefusal(await place.headwater(['show', `${task}/words`]), 'words');
    writeFileSync(blobOf(task, 'words'), gzipSync('not a pickle'));
    expectRefusal(await place.headwater(['show', `${task}/words`]), 'words');
  });

  it('fsck finds a changed byte in a table that is mapped', async () => {
    const source =
      "import { tableFromArrays } from 'apache-arrow';\nconst table = tableFromArrays({ a: new Float64Array(200_000).fill(1) });";
    const ran = await place.headwater(['run', place.notebook('mapped.ipynb', [{ step: 'make', source }]), '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    expect((await place.headwater(['fsck'])).status).toBe(0);
    const file = blobOf(taskOf(String(lastEvent(ran)['pathspec']), 'make'), 'table');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 0xff;
    writeFileSync(file, bytes);
    const checked = await place.headwater(['fsck']);
    expect(checked.status).toBe(1);
    expect(checked.stdout + checked.stderr).toContain('table');
  });

  it('lists the other runs when the record of one is truncated', async () => {
    const broken = await successfulRun();
    const whole = await successfulRun();
    truncateSync(path.join(place.storeRoot, broken, '_meta/_self.json'), 20);
    const listed = await place.headwater(['runs', 'Whole']);
    expect(listed.status, listed.stderr).toBe(0);
    expect(listed.stdout).toContain(whole.split('/')[1]);
    expect(listed.stdout + listed.stderr).toContain(broken.split('/')[1]);
    expectRefusal(await place.headwater(['show', broken]), broken.split('/')[1]!);
  });

  it('names the artifact when its record is truncated', async () => {
    const task = taskOf(await successfulRun(), 'begin');
    truncateSync(path.join(place.storeRoot, task, '_meta/0_artifact_words.json'), 15);
    expectRefusal(await place.headwater(['show', `${task}/words`]), 'words');
  });

  it('takes a new run although an old one is damaged', async () => {
    const broken = await successfulRun();
    for (const file of ['_meta/_self.json', '_headwater/events.jsonl', '_headwater/lease.json'])
      if (existsSync(path.join(place.storeRoot, broken, file))) truncateSync(path.join(place.storeRoot, broken, file), 7);
    await successfulRun();
  });
});

describe('a pathspec that is wrong', () => {
  it('is refused when it leaves the store', async () => {
    await successfulRun();
    place.file('secret.json', '{"a":1}');
    for (const text of [
      '../secret',
      'Whole/..',
      'Whole/../../secret.json',
      '/etc/passwd',
      'Whole//begin',
      'Whole\\..\\x',
      '.',
      'a/b/c/d/e/f'
    ])
      for (const command of ['show', 'logs']) expectRefusal(await place.headwater([command, text]), text);
  });

  it('removes nothing outside the store', async () => {
    await successfulRun();
    mkdirSync(path.join(place.folder, 'precious'));
    for (const text of ['../precious', 'Whole/../../precious', '..']) expectRefusal(await place.headwater(['rm', text]), text);
    expect(existsSync(path.join(place.folder, 'precious'))).toBe(true);
    expect(existsSync(place.storeRoot)).toBe(true);
  });

  it('lists near names when a flow, run, step or artifact does not exist', async () => {
    const pathspec = await successfulRun();
    const task = taskOf(pathspec, 'begin');
    for (const [wrong, near] of [
      ['Whol', 'Whole'],
      [`${pathspec}/begn`, 'begin'],
      [`${task}/word`, 'words']
    ] as const) {
      const ran = await place.headwater(['show', wrong]);
      expectRefusal(ran, wrong.split('/').at(-1)!);
      expect(ran.stderr).toContain(near);
    }
  });
});

describe('two runs of one flow at once', () => {
  it('both succeed and neither disturbs the other', async () => {
    const slow = [
      { tags: ['parameters'], source: 'const who = 1;' },
      { step: 'begin', source: 'let sum = who;\nawait new Promise(done => setTimeout(done, 300));' },
      { step: 'finish', source: 'sum += 100;\nconsole.log(sum);' }
    ];
    const file = place.notebook('twice.ipynb', slow);
    const ran = await Promise.all(['1', '2', '3'].map(who => place.headwater(['run', file, '--who', who, '--json'])));
    expect(
      ran.map(each => each.status),
      ran.map(each => each.stderr).join('')
    ).toEqual([0, 0, 0]);
    const pathspecs = ran.map(each => String(lastEvent(each)['pathspec']));
    expect(new Set(pathspecs).size).toBe(3);
    const logs = await Promise.all(pathspecs.map(each => place.headwater(['logs', `${each}/finish`, '--stdout'])));
    expect(logs.map(each => each.stdout)).toEqual(['101\n', '102\n', '103\n']);
  }, 60_000);
});

async function successfulRun(): Promise<string> {
  const ran = await place.headwater(['run', place.notebook('whole.ipynb', cells), '--json']);
  expect(ran.status, ran.stderr).toBe(0);
  return String(lastEvent(ran)['pathspec']);
}

function taskOf(pathspec: string, step: string): string {
  const task = readdirSync(path.join(place.storeRoot, pathspec, step)).find(name => name !== '_meta');
  return `${pathspec}/${step}/${task}`;
}

function blobOf(task: string, artifact: string): string {
  const record = JSON.parse(readFileSync(path.join(place.storeRoot, task, `_meta/0_artifact_${artifact}.json`), 'utf8')) as { sha: string };
  return path.join(place.storeRoot, task.split('/')[0]!, 'data', record.sha.slice(0, 2), record.sha);
}

function mount(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
