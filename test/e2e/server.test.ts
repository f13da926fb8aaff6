import { tableFromIPC } from 'apache-arrow';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Untyped } from '../../client/api';
import { buildOnce } from '../build';
import { startServer, type TestServer } from './server-process';
import { makeWorkspace, notebookJson, type TestCell, type Workspace } from './workspace';

const cells: readonly TestCell[] = [
  { source: 'const n = 3;\nconst label = "plain";', tags: ['parameters'] },
  { source: "import { Table, vectorFromArray, Int32, Utf8 } from 'apache-arrow';\nimport { foreach } from 'headwater';", tags: ['setup'] },
  {
    source:
      'const xs = Array.from({ length: n }, (_, i) => i);\nconsole.log("made", xs.length);\nconst table = new Table({ a: vectorFromArray([3, 1, 2], new Int32()), b: vectorFromArray(["x", "<b>", "z"], new Utf8()) });',
    step: 'make'
  },
  { source: 'const ys = await foreach(xs, x => { console.log("item", x); return x * x; });', step: 'square' },
  { source: 'console.log("adds é"); console.warn("slowly");\nconst total = ys.reduce((a, b) => a + b, 0);', step: 'sum' },
  {
    source: 'console.log("in the last cell");\n(await import("tslab")).display.text("shown");\nconsole.log("after it");\ntotal',
    step: 'sum'
  }
];

let place: Workspace;
let server: TestServer;
let first: string;
let failed: string;

const start = { parameters: {}, tags: [], resume: null, from: null, workers: null };

async function run(body: object): Promise<string> {
  const { json } = await server.ask('runs/start', {}, { ...start, ...body });
  expect(json).toMatchObject({ type: 'started' });
  await server.events('run/follow', { path: '', pathspec: json.pathspec });
  return json.pathspec;
}

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  place.notebook('houses.ipynb', cells);
  place.notebook('fails.ipynb', [
    { source: 'console.log("before");\nconst kept = 1;', step: 'fine' },
    { source: 'const x = 1;\nthrow new TypeError("boom <script>");', step: 'bad' },
    { source: 'const never = 1;', step: 'bad' }
  ]);
  place.notebook('setup-fails.ipynb', [
    { source: 'console.log("so far");\nnull.x;', tags: ['setup'] },
    { source: 'const a = 1;', step: 'fine' }
  ]);
  place.notebook('slow.ipynb', [
    {
      source: 'for (let i = 0; i < 100; i++) { console.log("tick", i); await new Promise(resolve => setTimeout(resolve, 100)); }',
      step: 'slow'
    }
  ]);
  place.notebook('loud.ipynb', [
    { source: 'for (let i = 0; i < 300_000; i++) console.log("a line of some length that is printed very often", i);', step: 'loud' },
    { source: 'console.log("at last");', step: 'loud' }
  ]);
  server = await startServer(place);
  first = await run({ path: 'houses.ipynb', parameters: { n: '4' }, tags: ['trial'] });
  failed = await run({ path: 'fails.ipynb' });
}, 120_000);

afterAll(async () => {
  await server?.stop();
  place?.remove();
});

describe('requests', () => {
  it('are answered on a socket that only its user may open', async () => {
    expect((await server.ask('health')).json).toMatchObject({
      node: process.versions.node,
      pid: server.child.pid,
      user: 'tester'
    });
    expect(statSync(server.socket).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['nothing', {}, undefined, 404, 'HW610'],
    ['run', { path: '' }, undefined, 400, 'HW611'],
    ['run', { path: '../..', pathspec: 'Houses/1' }, undefined, 403, 'HW612'],
    ['run', { path: 'a\0b', pathspec: 'Houses/1' }, undefined, 403, 'HW612'],
    ['run', { path: '', pathspec: '../../etc' }, undefined, 400, 'HW401'],
    ['run', { path: '', pathspec: 'Houses/..' }, undefined, 400, 'HW401'],
    ['run', { path: '', pathspec: 'Houses/1234567890123456' }, undefined, 404, 'HW402'],
    ['task/log', { path: '', pathspec: 'Houses/..%2f/x/1' }, undefined, 404, 'HW402'],
    ['runs', { path: '', limit: '-1' }, undefined, 400, 'HW611'],
    ['analyse', {}, 'not JSON', 400, 'HW611'],
    ['analyse', {}, { path: '' }, 400, 'HW611'],
    ['analyse', {}, { path: 'x.ipynb', notebook: { cells: 'no' } }, 422, 'HW101'],
    ['runs/start', {}, { ...start, path: '../x.ipynb' }, 403, 'HW612'],
    ['runs/start', {}, { ...start, path: 'x.ipynb', tags: [1] }, 400, 'HW611']
  ] as [string, Record<string, string>, unknown, number, string][])(
    'that cannot be answered say why: %s %j',
    async (route, query, body, status, code) => {
      const answer = await server.ask(route, query, body);
      expect([answer.status, answer.json.error.code]).toEqual([status, code]);
      expect(answer.json.error.hint).not.toBe('');
      expect(answer.bytes.toString()).not.toMatch(/\n\s+at /);
    }
  );

  it('that are too long are refused, and the server lives on', async () => {
    const answer = await server.ask('analyse', {}, { path: 'x.ipynb', notebook: { text: 'x'.repeat(51 * 1024 * 1024) } }).catch(() => null);
    expect(answer === null || answer.json.error.code === 'HW613').toBe(true);
    expect((await server.ask('health')).status).toBe(200);
  });

  it('that are no HTTP, or are broken off, end nothing', async () => {
    for (const text of [
      '\0\x01\x02',
      'GET /headwater/api/health HTTP/1.1\r\nHost: x\r\n',
      'POST /headwater/api/analyse HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'
    ]) {
      const socket = connect(server.socket);
      socket.on('error', () => undefined);
      await new Promise<void>(resolve => socket.write(text, () => resolve()));
      socket.destroy();
    }
    expect((await server.ask('health')).status).toBe(200);
  });
});

describe('an analysis', () => {
  it('is of the notebook as it stands in the editor, with what its runs have shown', async () => {
    const { json } = await server.ask('analyse', {}, { path: 'houses.ipynb', notebook: notebookJson(cells) });
    expect(json.flow).toBe('Houses');
    expect(json.steps.map((each: { name: string }) => each.name)).toEqual(['make', 'square', 'sum']);
    expect(json.edges.map((each: { from: string; to: string; evidence: string }) => [each.from, each.to, each.evidence])).toEqual([
      ['make', 'square', 'confirmed'],
      ['square', 'sum', 'confirmed']
    ]);
    expect(json).toMatchObject({ limits: null, proposals: [] });
  });

  it('has a fix for each diagnostic that has one, and proposes steps where there are none', async () => {
    const wrong = await server.ask(
      'analyse',
      {},
      {
        path: 'new/unsaved.ipynb',
        notebook: notebookJson([{ source: 'const late = hidden + 1', step: 'one' }, { source: 'const hidden = 1' }])
      }
    );
    const fixable = wrong.json.diagnostics.filter((each: { fixes: unknown[] }) => each.fixes.length > 0);
    expect(fixable.length).toBeGreaterThan(0);
    const untagged = await server.ask(
      'analyse',
      {},
      { path: 'x.ipynb', notebook: notebookJson([{ source: 'const a = [1]; a.push(2)' }, { source: 'const b = a.length' }]) }
    );
    expect(untagged.json.proposals.length).toBe(2);
  });

  it('of a Python notebook says what works', async () => {
    const metadata = { kernelspec: { name: 'python3', language: 'python', display_name: 'Python' }, language_info: { name: 'python' } };
    const { status, json } = await server.ask('analyse', {}, { path: 'p.ipynb', notebook: notebookJson([{ source: 'x = 1' }], metadata) });
    expect(status).toBe(200);
    expect(json.limits).toMatch(/Python/);
  });
});

describe('runs', () => {
  it('are listed with their parameters and tags, newest first, page by page', async () => {
    const all = (await server.ask('runs', { path: 'houses.ipynb' })).json;
    expect(all.runs.map((each: { pathspec: string }) => each.pathspec)).toEqual([failed, first]);
    expect(all.runs[1]).toMatchObject({
      status: 'successful',
      user: 'tester',
      userTags: ['trial'],
      parameters: [
        { name: 'n', text: '4', given: true },
        { name: 'label', text: 'plain', given: false }
      ]
    });
    const page = (await server.ask('runs', { path: '', limit: '1' })).json;
    expect(page).toMatchObject({ total: 2, next: failed });
    const rest = (await server.ask('runs', { path: '', limit: '1', before: page.next })).json;
    expect(rest.runs.map((each: { pathspec: string }) => each.pathspec)).toEqual([first]);
    expect(rest.next).toBeNull();
    expect((await server.ask('runs', { path: '', flow: 'Houses' })).json.runs).toHaveLength(1);
    expect((await server.ask('runs', { path: '', namespace: 'user:somebody' })).json.runs).toHaveLength(0);
    expect((await server.ask('runs', { path: '', namespace: 'user:tester' })).json.runs).toHaveLength(2);
    expect((await server.ask('flows', { path: '' })).json.flows.map((each: { name: string }) => each.name)).toEqual(['Fails', 'Houses']);
  });

  it('that are damaged are listed all the same, and say what is wrong', async () => {
    const folder = path.join(place.storeRoot, 'Broken', '1795000000000001', '_meta');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(place.storeRoot, 'Broken', '1795000000000001', '_meta', '_self.json'), '{"half');
    mkdirSync(path.join(place.storeRoot, 'Broken', '_meta'), { recursive: true });
    writeFileSync(path.join(place.storeRoot, 'Broken', '_meta', '_self.json'), '{"ts_epoch": 1}');
    const { status, json } = await server.ask('runs', { path: '', flow: 'Broken' });
    expect(status).toBe(200);
    expect(json.runs[0]).toMatchObject({ pathspec: 'Broken/1795000000000001', status: 'unfinished' });
    expect(json.runs[0].problem).toMatch(/damaged/);
  });

  it('take new tags at once, also in a list that was read before', async () => {
    const tagged = await server.ask('runs/tags', {}, { path: '', pathspec: first, add: ['good', '<b>'], remove: ['trial'] });
    expect(tagged.json).toEqual({ userTags: ['<b>', 'good'] });
    const { runs } = (await server.ask('runs', { path: '', flow: 'Houses' })).json;
    expect(runs[0].userTags).toEqual(['<b>', 'good']);
  });

  it('have steps, tasks, edges and circumstances', async () => {
    const { json } = await server.ask('run', { path: '', pathspec: first });
    expect(json.steps.map((each: { name: string; cells: string[] }) => [each.name, each.cells])).toEqual([
      ['make', ['c2']],
      ['square', ['c3']],
      ['sum', ['c4', 'c5']]
    ]);
    const tasks = json.tasks.map(
      (each: { step: string; index: number | null; status: string }) => `${each.step} ${each.index} ${each.status}`
    );
    expect(tasks).toEqual([
      'make null successful',
      'square_split null successful',
      'square 0 successful',
      'square 1 successful',
      'square 2 successful',
      'square 3 successful',
      'square_join null successful',
      'sum null successful'
    ]);
    expect(json.edges.every((each: { evidence: string }) => each.evidence === 'confirmed')).toBe(true);
    expect(json.circumstances).toContainEqual({ name: 'node', text: process.version });
  });

  it('that failed say where and why', async () => {
    const { json } = await server.ask('run', { path: '', pathspec: failed });
    expect(json.error).toMatchObject({ code: 'HW200', cell: 'c1', message: 'TypeError: boom <script>', range: { startLine: 1 } });
    expect(json.tasks.map((each: { step: string; status: string }) => `${each.step} ${each.status}`)).toEqual([
      'fine successful',
      'bad failed'
    ]);
  });

  it('are refused with what is wrong, and then there is none', async () => {
    const unknown = await server.ask('runs/start', {}, { ...start, path: 'houses.ipynb', parameters: { m: '1' } });
    expect(unknown.json).toMatchObject({ type: 'refused' });
    expect(unknown.json.diagnostics.map((each: { code: string }) => each.code)).toContain('HW511');
    const missing = await server.ask('runs/start', {}, { ...start, path: 'missing.ipynb' });
    expect(missing.json.diagnostics[0].code).toBe('HW103');
    expect((await server.ask('runs', { path: '', flow: 'Houses' })).json.total).toBe(1);
  });

  it('in a store that cannot be written are refused plainly, while others can be read', async () => {
    place.notebook('blocked.ipynb', [{ source: 'const a = 1', step: 'one' }]);
    writeFileSync(path.join(place.storeRoot, 'Blocked'), 'a file where the folder of the flow should be');
    const { json } = await server.ask('runs/start', {}, { ...start, path: 'blocked.ipynb' });
    expect(json).toMatchObject({ type: 'refused', diagnostics: [{ code: 'HW414' }] });
    expect((await server.ask('run', { path: '', pathspec: first })).status).toBe(200);
  });
});

describe('a run that goes on', () => {
  it('is followed from its beginning to its end, with what it prints, and stopped when asked', async () => {
    const { json } = await server.ask('runs/start', {}, { ...start, path: 'slow.ipynb' });
    const query = { path: '', pathspec: json.pathspec };
    const logs = server.events('run/logs', query);
    const running = await server.events('run/follow', query, seen => seen.at(-1)?.data.steps?.[0]?.phase === 'running');
    expect(running.at(-1)).toMatchObject({ event: 'progress', data: { status: 'running', finishedAt: null, criticalPath: [] } });
    const change = await server.events('flow/follow', { path: '', flow: 'Slow' }, seen => seen.length > 0);
    expect(change[0]?.data).toEqual({ newest: json.pathspec, running: [json.pathspec], followable: [json.pathspec] });
    const ofAll = await server.events('flow/follow', { path: '' }, seen => seen.length > 0);
    expect(ofAll[0]?.data).toEqual({ newest: json.pathspec, running: [json.pathspec], followable: [json.pathspec] });
    await new Promise(resolve => setTimeout(resolve, 500));
    expect((await server.ask('runs/stop', {}, query)).status).toBe(200);
    const rest = await server.events('run/follow', query);
    expect(rest.map(each => each.event).at(-1)).toBe('end');
    expect(rest.at(-2)?.data).toMatchObject({ status: 'stopped', steps: [{ name: 'slow', phase: 'stopped' }] });
    const pieces = await logs;
    expect(pieces[0]).toEqual({ event: 'log', data: { begin: true } });
    expect(pieces.at(-1)?.event).toBe('end');
    const text = pieces.map(each => each.data.text ?? '').join('');
    expect(text).toMatch(/^tick 0\ntick 1\n/);
    expect((await server.ask('runs/stop', {}, query)).json.error.code).toBe('HW506');
  });

  it('is told at most ten times a second', async () => {
    const { json } = await server.ask('runs/start', {}, { ...start, path: 'houses.ipynb', parameters: { n: '60' } });
    const began = Date.now();
    const seen = await server.events('run/follow', { path: '', pathspec: json.pathspec });
    expect(seen.at(-2)?.data).toMatchObject({ status: 'successful', criticalPath: ['make', 'square', 'sum'] });
    expect(seen.length).toBeLessThanOrEqual((Date.now() - began) / 100 + 3);
  });

  it('whose scheduler is killed is closed, and said to be', async () => {
    const { json } = await server.ask('runs/start', {}, { ...start, path: 'slow.ipynb' });
    const [, run] = json.pathspec.split('/') as [string, string];
    const lease = JSON.parse(readFileSync(path.join(place.storeRoot, 'Slow', run, '_headwater', 'lease.json'), 'utf8')) as { pid: number };
    process.kill(lease.pid, 'SIGKILL');
    const seen = await server.events('run/follow', { path: '', pathspec: json.pathspec });
    expect(seen.at(-2)?.data).toMatchObject({ status: 'died', error: { code: 'HW507' } });
    const { runs } = (await server.ask('runs', { path: '', flow: 'Slow', limit: '1' })).json;
    expect(runs[0].status).toBe('died');
  });

  it('prints more than a slow reader takes: it loses lines and is told so, and the server keeps its memory', async () => {
    const { json } = await server.ask('runs/start', {}, { ...start, path: 'loud.ipynb' });
    const query = { path: '', pathspec: json.pathspec };
    const before = memoryOf(server.child.pid ?? 0);
    const slow = await server.open('run/logs', query);
    slow.pause();
    await server.events('run/follow', query);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(memoryOf(server.child.pid ?? 0) - before).toBeLessThan(80 * 1024 * 1024);
    let [text, skipped] = ['', 0];
    for await (const chunk of slow.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
    for (const each of text.matchAll(/"skipped":(\d+)/g)) skipped += Number(each[1]);
    expect(skipped).toBeGreaterThan(1_000_000);
    expect(text).toContain('printed very often 299999');
    const past = await server.ask('run/notebook', query);
    const [loud, last] = past.json.cells.map((cell: { outputs: { text: string }[] }) => cell.outputs.map(each => each.text).join());
    expect(loud).toMatch(/often 0\n(.+\n)+\[…\] The whole is in the task's log\.\n(.+\n)+.+often 299999\n$/);
    expect(loud.length).toBeLessThan(70_000);
    expect(last).toBe('at last\n');
  });
});

/** Resident bytes of a process; 0 where the system does not say. */
function memoryOf(pid: number): number {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1024 : 0;
}

describe('a past run', () => {
  it('is shown under the cells of its notebook', async () => {
    const { json } = await server.ask('run/notebook', { path: '', pathspec: first });
    const byId = new Map<string, Untyped>(json.cells.map((cell: { id: string }) => [cell.id, cell]));
    expect(byId.get('c0').variables.map((each: { name: string; type: string }) => `${each.name}: ${each.type}`)).toEqual([
      'n: number 4',
      'label: string "plain"'
    ]);
    expect(byId.get('c2').variables.map((each: { name: string; type: string }) => `${each.name}: ${each.type}`)).toEqual([
      'xs: Array(4)',
      'table: Table 3 × 2'
    ]);
    expect(byId.get('c2').outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: 'made 4\n' }]);
    expect(byId.get('c3').outputs.map((each: { text: string }) => each.text)).toEqual([
      '[0]\n',
      'item 0\n',
      '[1]\n',
      'item 1\n',
      '[2]\n',
      'item 2\n',
      '[3]\n',
      'item 3\n'
    ]);
    expect(byId.get('c4').variables.map((each: { name: string }) => each.name)).toEqual(['total']);
    expect(byId.get('c4').outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'adds é\n' },
      { output_type: 'stream', name: 'stderr', text: 'slowly\n' }
    ]);
    expect(byId.get('c5').outputs).toMatchObject([
      { output_type: 'stream', name: 'stdout', text: 'in the last cell\n' },
      { output_type: 'display_data', data: { 'text/plain': 'shown' } },
      { output_type: 'stream', name: 'stdout', text: 'after it\n' },
      { output_type: 'execute_result' }
    ]);
  });

  it('that failed has its error at the cell that threw it', async () => {
    const { json } = await server.ask('run/notebook', { path: '', pathspec: failed });
    expect(json.cells[1].outputs).toEqual([
      {
        output_type: 'error',
        ename: 'TypeError',
        evalue: 'boom <script>',
        traceback: ['TypeError: boom <script>', expect.stringMatching(/cell c1:2:/)]
      }
    ]);
    expect(json.cells[2].outputs).toEqual([]);
  });

  it('whose setup failed shows what setup has printed and thrown where the step would have run', async () => {
    const { json } = await server.ask('run/notebook', { path: '', pathspec: await run({ path: 'setup-fails.ipynb' }) });
    expect(json.cells[1].outputs).toMatchObject([{ text: 'so far\n' }, { output_type: 'error', ename: 'TypeError' }]);
  });

  it('has logs that can be turned over and searched', async () => {
    const query = { path: '', pathspec: `${first}/make/2`, stream: 'stdout' };
    expect((await server.ask('task/log', query)).json).toMatchObject({ text: 'made 4\n', next: null });
    const { json } = await server.ask('task/log/find', { ...query, text: 'MADE' });
    expect(json).toEqual({ hits: [{ at: 0, line: 'made 4' }], next: null });
    expect((await server.ask('task/log', { ...query, pathspec: `${first}/make/99` })).status).toBe(404);
  });

  it('has artifacts: tables by pages and sorted, values by levels', async () => {
    const table = { path: '', pathspec: `${first}/make/2/table` };
    expect((await server.ask('artifact', table)).json).toMatchObject({
      kind: 'table',
      type: 'Table 3 × 2',
      table: {
        rows: 3,
        columns: [
          { name: 'a', type: 'Int32', numeric: true },
          { name: 'b', type: 'Utf8', numeric: false }
        ]
      },
      clientLine: `await Artifact('${first}/make/2/table').data`
    });
    const rows = async (query: object): Promise<string[]> => {
      const { bytes } = await server.ask('artifact/rows', { ...table, ...query });
      return [...tableFromIPC(bytes)].map(String);
    };
    expect(await rows({ from: '1', to: '3' })).toEqual(['{"a": 1, "b": "<b>"}', '{"a": 2, "b": "z"}']);
    expect(await rows({ sort: 'a', descending: '1', columns: 'a' })).toEqual(['{"a": 3}', '{"a": 2}', '{"a": 1}']);
    expect((await server.ask('artifact/rows', { ...table, sort: 'missing' })).json.error.code).toBe('HW618');
    expect((await server.ask('artifact/column', { ...table, column: 'a' })).json).toMatchObject({ count: 3, mean: 2 });
    const xs = { path: '', pathspec: `${first}/make/2/xs` };
    expect((await server.ask('artifact/value', { ...xs, from: '2' })).json).toMatchObject({
      total: 4,
      entries: [{ at: 2, text: 'number 2' }, { at: 3 }]
    });
    expect((await server.ask('artifact/image', xs)).json.error.code).toBe('HW618');
    expect((await server.ask('artifact', { path: '', pathspec: `${first}/make/2/nothing` })).status).toBe(404);
  });

  it('has values of any size that hold up nobody else while they are read', async () => {
    const source = 'const rows = Array.from({ length: 300_000 }, (_, id) => ({ id, text: `row ${id}`, at: [id, id + 1] }));';
    place.notebook('big.ipynb', [{ source, step: 'make' }]);
    const big = { path: '', pathspec: `${await run({ path: 'big.ipynb' })}/make/2/rows` };
    let [answered, reading] = [0, true];
    const asked = server.ask('artifact/value', { ...big, from: '299999' }).finally(() => (reading = false));
    while (reading) {
      await server.ask('health');
      answered++;
    }
    expect((await asked).json).toMatchObject({ total: 300_000, entries: [{ at: 299_999, open: true }] });
    expect(answered).toBeGreaterThan(20);
    const again = await server.ask('artifact/value', { ...big, at: '[299999,1]' });
    expect(again.json).toMatchObject({ text: 'row 299999', entries: null });
    expect((await server.ask('artifact', big)).json).toMatchObject({ kind: 'value', table: null });
    expect((await server.ask('artifact/image', big)).json.error.code).toBe('HW618');
  }, 60_000);

  it('is compared with another by parameters, code, contents, numbers and times', async () => {
    const changed = cells.map(cell => (cell.source.includes('const total') ? { ...cell, source: 'const total = ys.length;' } : cell));
    place.notebook('houses.ipynb', changed);
    const second = await run({ path: 'houses.ipynb', resume: first, parameters: {} });
    const { json } = await server.ask('compare', { path: '', a: first, b: second });
    expect(json.parameters).toContainEqual({ name: 'n', a: '4', b: '4', same: true });
    expect(json.cells.filter((each: { change: string }) => each.change !== 'same').map((each: { id: string }) => each.id)).toEqual(['c4']);
    const changes = json.variables.map(
      (each: { step: string; name: string; change: string }) => `${each.step}.${each.name} ${each.change}`
    );
    expect(changes).toEqual(['make.xs same', 'make.table same', 'square.ys same', 'sum.total changed']);
    expect(json.metrics).toEqual([{ name: 'total', a: 14, b: 4, delta: -10 }]);
    expect(json.times.map((each: { step: string; b: number | null }) => [each.step, each.b === null])).toEqual([
      ['make', true],
      ['square', true],
      ['sum', false]
    ]);
    const { runs } = (await server.ask('runs', { path: '', flow: 'Houses', limit: '1' })).json;
    expect(runs[0].origin).toBe(first);
  });
});

describe('ten thousand runs', () => {
  it('are listed in a moment, page after page', async () => {
    const flow = path.join(place.storeRoot, 'Many');
    mkdirSync(path.join(flow, '_meta'), { recursive: true });
    writeFileSync(path.join(flow, '_meta', '_self.json'), '{"ts_epoch": 1}');
    for (let i = 0; i < 10_000; i++) {
      const run = path.join(flow, String(1_790_000_000_000_000 + i * 1000));
      mkdirSync(path.join(run, '_meta'), { recursive: true });
      writeFileSync(
        path.join(run, '_meta', '_self.json'),
        `{"ts_epoch": ${1_790_000_000_000 + i}, "user_name": "u", "tags": [], "system_tags": ["user:u"]}`
      );
      mkdirSync(path.join(run, '_headwater'));
      writeFileSync(path.join(run, '_headwater', 'run.json'), `{"v":1,"status":"successful","startedAt":${i},"finishedAt":${i + 1}}`);
    }
    utimesSync(flow, new Date(), new Date());
    expect(readdirSync(flow).length).toBe(10_001);
    const began = performance.now();
    let [before, seen] = ['', 0];
    const page = (await server.ask('runs', { path: '', flow: 'Many', limit: '100' })).json;
    const firstPage = performance.now() - began;
    expect(page.total).toBe(10_000);
    for (let next: string | null = ''; next !== null; seen += 1) {
      const { json } = await server.ask('runs', { path: '', flow: 'Many', limit: '1000', before: next });
      expect(json.runs.length).toBe(1000);
      next = json.next;
      before = next ?? before;
    }
    expect(seen).toBe(10);
    expect(firstPage).toBeLessThan(2000);
  });
});

describe('the end of the parent', () => {
  it('ends the server at once, also with readers, and leaves no socket; runs go on', async () => {
    const other = await startServer(place);
    const { json } = await other.ask('runs/start', {}, { ...start, path: 'slow.ipynb' });
    const reader = await other.open('run/follow', { path: '', pathspec: json.pathspec });
    reader.on('error', () => undefined);
    reader.resume();
    await other.stop();
    expect(existsSync(other.socket)).toBe(false);
    const seen = await server.events('run/follow', { path: '', pathspec: json.pathspec }, all => all.length > 1);
    expect(seen.at(-1)?.data.status).toBe('running');
    await server.ask('runs/stop', {}, { path: '', pathspec: json.pathspec });
    await server.events('run/follow', { path: '', pathspec: json.pathspec });
  });

  it('has left nothing in the log but what the tests asked for', () => {
    expect(server.log()).toBe('');
  });
});
