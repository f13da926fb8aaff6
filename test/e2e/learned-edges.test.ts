import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { eventsOf, lastEvent, makeWorkspace, readFixture, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => buildOnce(), 300_000);

beforeEach(() => {
  place = makeWorkspace();
});

afterEach(() => place.remove());

type Events = readonly Readonly<Record<string, unknown>>[];

/** Runs a notebook with four processes and gives what was told, the last event last. */
async function run(cells: readonly TestCell[]): Promise<Events> {
  const ran = await place.headwater(['run', place.notebook('Flow.ipynb', cells), '--max-workers', '4', '--json']);
  expect(ran.stderr + JSON.stringify(lastEvent(ran)), ran.stdout).toContain('"status":"successful"');
  return eventsOf(ran);
}

/** `push -> total: rows learned c2 0`: what `check --json` says of the edges. */
async function edges(cells: readonly TestCell[]): Promise<string[]> {
  const { stdout } = await place.headwater(['check', place.notebook('Flow.ipynb', cells), '--json']);
  const { edges: all } = JSON.parse(stdout) as { edges: readonly { from: string; to: string; uses: readonly Use[] }[] };
  return all.flatMap(({ from, to, uses }) =>
    uses.map(use => `${from} -> ${to}: ${use.name} ${use.evidence} ${use.cell} ${use.range?.startLine ?? '-'}`)
  );
}

interface Use {
  readonly name: string;
  readonly evidence: string;
  readonly cell: string;
  readonly range: { readonly startLine: number } | null;
  readonly run: string | null;
}

function rerunsOf(events: Events): unknown[] {
  return events.filter(each => each['type'] === 'rerun').map(({ step, variable, writer }) => ({ step, variable, writer }));
}

/** Milliseconds that a step will take at least in these notebooks, where it is `slowly` that begins it. */
const pause = 700;
const slowly = `await new Promise(resolve => setTimeout(resolve, ${pause}));\n`;

/** Whether a step was started (for the last time) while another, a slow one, still ran. */
function ranBeside(events: Events, step: string, slow: string): boolean {
  const startOf = (name: string): number => Number(events.findLast(each => each['type'] === 'execution' && each['step'] === name)?.['at']);
  return startOf(step) - startOf(slow) < pause;
}

describe('an edge that analysis cannot see', () => {
  const cells: TestCell[] = [
    { step: 'load', source: 'const rows = [1, 2, 3];\nconst view = rows;' },
    { step: 'push', source: `${slowly}view.push(4);` },
    { step: 'total', source: 'const total = rows.length;' },
    { step: 'report', source: 'console.log(total, view.length);' }
  ];

  it('costs a rerun on the first run and none on the second, and is forgotten when the code changes', async () => {
    const first = await run(cells);
    expect(rerunsOf(first)).toEqual([{ step: 'total', variable: 'rows', writer: 'push' }]);
    const second = await run(cells);
    expect(rerunsOf(second)).toEqual([]);
    expect(ranBeside(second, 'total', 'push')).toBe(false);
    const pathspec = String(second.at(-1)?.['pathspec']);
    expect((await place.headwater(['logs', `${pathspec}/report`, '--stdout'])).stdout).toBe('4 4\n');

    const [load, push, ...rest] = cells as [TestCell, TestCell, ...TestCell[]];
    const changed = [load, { ...push, source: `${push.source}\nview.push(5);` }, ...rest];
    expect((await edges(changed)).filter(each => each.includes('push'))).toEqual([
      'load -> push: view inferred c1 1',
      'push -> report: view inferred c3 0'
    ]);
    expect(rerunsOf(await run(changed))).toHaveLength(1);
  });

  it('is shown with its line and its run by check and graph, where other edges are confirmed or refuted', async () => {
    expect((await edges(cells)).every(each => each.includes(' inferred '))).toBe(true);
    const id = String((await run(cells)).at(-1)?.['pathspec']).split('/')[1] ?? 'none';
    expect((await edges(cells)).filter(each => !each.startsWith('load -> push: rows'))).toEqual([
      'load -> push: view confirmed c1 1',
      'load -> total: rows refuted c2 0',
      'push -> total: rows learned c2 0',
      'push -> report: view confirmed c3 0',
      'total -> report: total confirmed c3 0'
    ]);
    const check = (await place.headwater(['check', 'Flow.ipynb'])).stdout;
    expect(check).toMatch(new RegExp(`push → total +rows +\\+ learned +cell 3, line 1 +${id}`));
    expect(check).toMatch(/note HW142 {2}Step 'push' changes 'rows' through 'view'/);
    expect((await place.headwater(['graph', 'Flow.ipynb'])).stdout).toMatch(
      /total {3}← rows \(refuted\) from load; rows \(learned\) from push/
    );
    expect((await place.headwater(['graph', 'Flow.ipynb', '--format', 'svg'])).stdout).toContain('class="line learned"');
  });

  it('is told with reason and cost by run and, afterwards, by show', async () => {
    const ran = await place.headwater(['run', place.notebook('Flow.ipynb', cells), '--max-workers', '4']);
    const told = /\(1 rerun, [\d.]+ m?s in all\):\n +total ran again: it had read 'rows' before step 'push' changed it \(cost [\d.]+ m?s\)/;
    expect(ran.stdout).toMatch(told);
    expect(ran.stdout).toMatch(/Tasks took [\d.]+ m?s, the run [\d.]+ m?s: overlap \d/);
    expect((await place.headwater(['show', 'Flow/latest'])).stdout).toMatch(told);
    const shown = JSON.parse((await place.headwater(['show', 'Flow/latest', '--json'])).stdout) as Record<string, unknown>;
    expect(shown).toMatchObject({ reruns: [{ step: 'total', slot: 'rows', writer: 'push' }] });
    expect(shown['rerunCost']).toBeGreaterThan(0);
  });

  it('is learned from a run that failed later, too', async () => {
    const failing = [...cells, { step: 'end_badly', source: "throw new Error('no');" }];
    const ran = await place.headwater(['run', place.notebook('Flow.ipynb', failing), '--max-workers', '4', '--json']);
    expect(ran.status).toBe(1);
    expect(await edges(failing)).toContain('push -> total: rows learned c2 0');
  });
});

describe('an edge that analysis feared', () => {
  const cells: TestCell[] = [
    {
      step: 'load',
      source: 'const rows = [1, 2, 3];\nfunction clip() {\n  if (rows.length > 9) rows.length = 9;\n  return rows.length;\n}'
    },
    { step: 'clip', source: `${slowly}const clipped = clip();` },
    { step: 'total', source: `${slowly}const total = rows.length;` },
    { step: 'report', source: 'console.log(total, clipped);' }
  ];

  it('holds a step back on the first run, and not on the second', async () => {
    const first = await run(cells);
    expect(ranBeside(first, 'total', 'clip')).toBe(false);
    expect(await edges(cells)).toContain('clip -> total: rows refuted c2 1');
    const second = await run(cells);
    expect(ranBeside(second, 'total', 'clip')).toBe(true);
    expect(Number(second.at(-1)?.['overlap'])).toBeGreaterThan(Number(first.at(-1)?.['overlap']));
  });

  it('may turn out true with other data: the result is right all the same', async () => {
    await run(cells);
    const [load, ...rest] = cells as [TestCell, ...TestCell[]];
    const longer = [{ ...load, source: load.source.replace('[1, 2, 3]', 'Array.from({ length: 12 }, (_, i) => i)') }, ...rest];
    const pathspec = String((await run(longer)).at(-1)?.['pathspec']);
    expect((await place.headwater(['logs', `${pathspec}/report`, '--stdout'])).stdout).toBe('9 9\n');
  });
});

describe('edges that are no variables', () => {
  it('are named: environment and files', async () => {
    const cells: TestCell[] = [
      {
        step: 'save',
        source:
          "const { writeFileSync, readFileSync } = require('fs');\nwriteFileSync('data.csv', 'a,b');\nprocess.env.MODE = 'fast';\nconst saved = 1;"
      },
      { step: 'read', source: "const text = require('fs').readFileSync('data.csv', 'utf8');" },
      { step: 'mode', source: 'const mode = process.env.MODE;' },
      { step: 'report', source: 'console.log(text, mode, saved);' }
    ];
    await run(cells);
    expect(await edges(cells)).toEqual(
      expect.arrayContaining([
        'save -> read: data.csv learned c1 -',
        'save -> mode: process.env confirmed c2 0',
        'save -> report: saved confirmed c3 0'
      ])
    );
    expect(rerunsOf(await run(cells))).toEqual([]);
  });
});

describe('steps that do not need each other', () => {
  it('run side by side on the first run, with the usual number of processes', async () => {
    const path = place.file('four-waits.ipynb', readFixture('notebooks/four-waits.ipynb'));
    const ran = await place.headwater(['run', path, '--json']);
    const starts = eventsOf(ran).filter(each => each['type'] === 'execution' && each['step'] !== 'together');
    const at = starts.map(each => Number(each['at']));
    expect(at).toHaveLength(4);
    expect(Math.max(...at) - Math.min(...at)).toBeLessThan(2000);
    expect(Number(lastEvent(ran)['overlap'])).toBeGreaterThan(1.5);
    process.stdout.write(`four steps of 2 s: overlap ${String(lastEvent(ran)['overlap'])}\n`);
  });
});
