import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { expectRefusal } from './refusal';
import { lastEvent, makeWorkspace, notebookJson, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
}, 240_000);

afterAll(() => place.remove());

const trivial: TestCell[] = [
  { step: 'begin', source: 'const x = 1;' },
  { step: 'finish', source: 'console.log(x + 1);' }
];

describe('cells and settings that are wrong', () => {
  it('names the cell and the line of a syntax error and runs nothing', async () => {
    const file = place.notebook('syntax.ipynb', [trivial[0]!, { step: 'broken', source: 'const y = 2;\nconst = 3;' }]);
    const ran = await place.headwater(['run', file]);
    expectRefusal(ran, 'Cell 2');
    expect(ran.stderr).toMatch(/line 2/);
    expect(await countRuns('Syntax')).toBe(0);
    const checked = JSON.parse((await place.headwater(['check', file, '--json'])).stdout) as {
      diagnostics: { cell: string; range: { startLine: number } }[];
    };
    expect(checked.diagnostics[0]).toMatchObject({ cell: 'c1', range: { startLine: 1 } });
  });

  it('is refused when a step is split by another, and says which', async () => {
    const cells = [
      { step: 'load', source: 'let x = 1;' },
      { step: 'train', source: 'const y = x;' },
      { step: 'load', source: 'x = 2;' }
    ];
    const ran = await place.headwater(['run', place.notebook('split.ipynb', cells)]);
    expectRefusal(ran, 'load');
    expect(ran.stderr).toContain('train');
  });

  it('names an unknown settings key and the near one', async () => {
    const file = place.notebook('keys.ipynb', [{ step: 'load', source: 'const x = 1;', settings: { retries: { times: 2 } } }]);
    const ran = await place.headwater(['check', file]);
    expect(ran.stdout + ran.stderr).toMatch(/retries/);
    expect(ran.stdout + ran.stderr).toMatch(/\bretry\b/);
  });

  it('names a settings value of the wrong type and refuses the run', async () => {
    const bad = [{ retry: { times: 'often' } }, { timeout: 5 }, { isolation: 'none' }, 'fast', ['x']];
    for (const [index, settings] of bad.entries()) {
      const file = place.notebook(`wrongType${index}.ipynb`, [{ step: 'load', source: 'const x = 1;', settings: settings as object }]);
      const ran = await place.headwater(['run', file]);
      expectRefusal(ran, Array.isArray(settings) || typeof settings === 'string' ? 'Cell 1' : (Object.keys(settings)[0] ?? ''));
    }
  });

  it('is refused when tags are no list of strings, or a step name is impossible', async () => {
    const json = notebookJson(trivial) as { cells: { metadata: Record<string, unknown> }[] };
    json.cells[0]!.metadata = { tags: 'step:begin' };
    expectRefusal(await place.headwater(['run', place.file('tagsText.ipynb', JSON.stringify(json))]), 'tags');
    json.cells[0]!.metadata = { tags: ['step:1 bad/name'] };
    expectRefusal(await place.headwater(['run', place.file('badName.ipynb', JSON.stringify(json))]), '1 bad/name');
  });

  it('is refused when the flow of the notebook has an impossible name', async () => {
    const file = place.notebook('flowName.ipynb', trivial, { headwater: { flow: '../escape' } });
    expectRefusal(await place.headwater(['run', file]), '../escape');
  });

  it('says that it has no step when it has none', async () => {
    const ran = await place.headwater(['run', place.notebook('untagged.ipynb', [{ source: 'const x = 1;' }])]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/step/);
    expect(ran.stderr).toMatch(/headwater (propose|tag)/);
  });

  it('says what works today for a notebook in Python', async () => {
    const json = {
      ...notebookJson(trivial),
      metadata: { kernelspec: { name: 'python3', language: 'python', display_name: 'Python 3' }, language_info: { name: 'python' } }
    };
    const ran = await place.headwater(['run', place.file('python.ipynb', JSON.stringify(json))]);
    expectRefusal(ran, 'ython');
    expect(ran.stderr).toMatch(/TypeScript/);
  });
});

describe('parameters that are wrong', () => {
  const cells: TestCell[] = [
    { tags: ['parameters'], source: "const rate = 0.1;\nconst name = 'a';\nconst deep = true;" },
    { step: 'show', source: 'console.log(rate * 2, name, deep);' }
  ];

  it('is refused with its type when a value does not fit', async () => {
    const file = place.notebook('typed.ipynb', cells);
    for (const [option, value] of [
      ['--rate', 'fast'],
      ['--deep', 'maybe'],
      ['--rate', '']
    ] as const) {
      const ran = await place.headwater(['run', file, option, value]);
      expectRefusal(ran, option.slice(2));
      expect(ran.stderr).toMatch(/number|true or false/);
    }
    expect(await countRuns('Typed')).toBe(0);
  });

  it('is refused with the near name when there is no such parameter', async () => {
    const ran = await place.headwater(['run', place.notebook('unknown.ipynb', cells), '--rat', '0.2']);
    expectRefusal(ran, 'rat');
    expect(ran.stderr).toMatch(/\brate\b/);
  });

  it('is refused when its value is missing', async () => {
    expectRefusal(await place.headwater(['run', place.notebook('valueless.ipynb', cells), '--rate']), 'rate');
  });

  it('takes a negative number and an empty string as values', async () => {
    const ran = await place.headwater(['run', place.notebook('negative.ipynb', cells), '--rate', '-3', '--name', '', '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/show`, '--stdout']);
    expect(logs.stdout).toBe('-6  true\n');
  });
});

describe('a command line that is wrong', () => {
  it('is refused with exit status 2', async () => {
    const lines = [
      ['nosuch'],
      ['run'],
      ['show'],
      ['logs'],
      ['run', 'a.ipynb', 'b.ipynb'],
      ['explain', 'HW000'],
      ['run', 'x.ipynb', '--max-workers', 'many']
    ];
    for (const line of lines) {
      const ran = await place.headwater(line);
      expect(ran.status, line.join(' ')).toBe(2);
      expect(ran.stderr, line.join(' ')).toMatch(/^headwater: error HW\d{3}: .+\n {2}\S/);
    }
  });
});

async function countRuns(flow: string): Promise<number> {
  const ran = await place.headwater(['runs', flow, '--json']);
  if (ran.status !== 0) return 0;
  return (JSON.parse(ran.stdout) as unknown[]).length;
}
