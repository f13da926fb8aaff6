import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce, headwaterBin, packageRoot } from '../build';
import { lastEvent, makeWorkspace, type TestCell, type Workspace } from './workspace';

let place: Workspace;
let desk: Desk;

beforeAll(() => buildOnce(), 300_000);

beforeEach(async () => {
  place = makeWorkspace();
  desk = await openDesk(2);
});

afterEach(() => {
  desk.server.close();
  place.remove();
});

/** Where steps say that they are done with something, and one may wait until the others have. */
interface Desk {
  readonly url: string;
  readonly server: Server;
}

/** `/done` is said, `/wait` is answered once it has been said `count` times, or after a time that is long for that. */
async function openDesk(count: number): Promise<Desk> {
  let said = 0;
  let told: (() => void) | null = null;
  const server = createServer((request, response) => {
    if (request.url === '/wait') {
      const timer = setTimeout(() => response.end('nobody came'), 15_000);
      told = () => {
        clearTimeout(timer);
        response.end('they have read');
      };
    } else {
      said += 1;
      response.end('well');
    }
    if (said < count || told === null) return;
    told();
    [said, told] = [0, null];
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function cells(): TestCell[] {
  return [
    {
      step: 'first',
      source: `import { readArrow, readParquet } from 'headwater';\nconst heard = await (await fetch('${desk.url}/wait')).text();\nconsole.log(heard);`
    },
    { step: 'left', source: `const left = await readParquet('rows.parquet', { columns: ['i64'] });\nawait fetch('${desk.url}/done');` },
    { step: 'right', source: `const right = await readArrow('rows.arrow');\nawait fetch('${desk.url}/done');` },
    { step: 'last', source: 'console.log(left.numRows, right.numRows);' }
  ];
}

function corpus(name: string): Buffer {
  return readFileSync(path.join(packageRoot, 'test/fixtures/table-files', name));
}

describe('steps that read table files', () => {
  it('do so while an earlier step still runs, in the first run and in one that knows the first', async () => {
    place.file('rows.parquet', corpus('parquet/shape_many_rowgroups.parquet'));
    place.file('rows.arrow', corpus('ipc/basic_lz4.arrow'));
    for (const time of ['first', 'second']) {
      const ran = await place.headwater(['run', place.notebook('Tables.ipynb', cells()), '--json', '--max-workers', '4']);
      expect(lastEvent(ran), `${time} run: ${ran.stderr}`).toMatchObject({ status: 'successful', reruns: [] });
      const { pathspec } = lastEvent(ran);
      const logs = await place.headwater(['logs', `${String(pathspec)}/first`, '--stdout']);
      expect(logs.stdout.trim(), `${time} run`).toBe('they have read');
    }
  }, 120_000);
});

describe('a step with tables: "parquet"', () => {
  it('keeps what comes back the same, says which table it keeps as Arrow and why, and hands all of them on', async () => {
    place.file('twins.arrow', corpus('ipc/dup_names.arrow'));
    const source = `import { readArrow } from 'headwater';
import { tableFromArrays } from 'apache-arrow';
const kept = tableFromArrays({ id: BigInt64Array.from([1n, 2n ** 60n]), name: ['a', 'b'] });
const twins = await readArrow('twins.arrow');`;
    const shown =
      'for (const table of [kept, twins]) console.log(table.schema.fields.map(String).join(", "), table.getChildAt(0)!.get(1));';
    const notebook = place.notebook('Kept.ipynb', [
      { step: 'make', source: `${source}\n${shown}`, settings: { tables: 'parquet' } },
      { step: 'use', source: shown }
    ]);
    const ran = await place.headwater(['run', notebook]);
    expect(ran.status, ran.stderr).toBe(0);
    const said = ran.stdout + ran.stderr;
    expect(said).toContain('HW751');
    expect(said).toMatch(/Table 'twins' is kept as Arrow and not as Parquet: two columns are called 'd'/);
    expect(said).not.toContain("Table 'kept'");
    const [made, used] = await Promise.all(['make', 'use'].map(step => place.headwater(['logs', `Kept/latest/${step}`, '--stdout'])));
    expect(used?.stdout).toBe(made?.stdout);
    expect(used?.stdout).toContain('d: Int64, d: Utf8 2');
  }, 60_000);
});

describe('headwater export', () => {
  it('ends quietly when its reader has seen enough, and replaces a file whole', async () => {
    const source =
      "import { tableFromArrays } from 'apache-arrow';\nconst t = tableFromArrays({ x: Float64Array.from({ length: 300000 }, (_, at) => at) });";
    const made = await place.headwater(['run', place.notebook('Long.ipynb', [{ step: 'make', source }])]);
    expect(made.status, made.stderr).toBe(0);
    for (const [format, seen] of [
      ['csv', 'x\n'],
      ['json', '[\n'],
      ['parquet', 'PA'],
      ['arrow', 'AR']
    ] as const) {
      const script = `"${process.execPath}" "${headwaterBin}" export Long/latest/make/t --format ${format} | head -c 2; echo " \${PIPESTATUS[0]}"`;
      const piped = spawnSync('bash', ['-c', script], {
        cwd: place.folder,
        env: { ...process.env, ...place.environment },
        encoding: 'utf8'
      });
      expect(piped, format).toMatchObject({ stdout: `${seen} 0\n`, stderr: '' });
    }
    place.file('t.csv', 'old');
    const refused = await place.headwater(['export', 'Long/latest/make/t', '-o', 't.csv']);
    expect([refused.status, readFileSync(path.join(place.folder, 't.csv'), 'utf8')]).toEqual([2, 'old']);
    expect((await place.headwater(['export', 'Long/latest/make/t', '-o', 't.csv', '--force'])).status).toBe(0);
    expect(readFileSync(path.join(place.folder, 't.csv'), 'utf8')).toMatch(/^x\n0\n1\n/);
    expect(readdirSync(place.folder).filter(name => name.includes('.part'))).toEqual([]);
  }, 60_000);
});
