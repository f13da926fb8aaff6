import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { memoryCases, type MemoryCase } from '../src/task/arrow-memory-cases';
import { openReference, type Reference } from './random-reference';
import { lastEvent, makeWorkspace, type TestCell } from './workspace';

const imports = "import { Table, makeVector } from 'apache-arrow';\nimport { foreach } from 'headwater';\n";

/** Memory that is shared across the processes of a foreach. */
const foreachCases: readonly MemoryCase[] = [
  {
    name: 'results of foreach are columns of a table, one of them is changed later',
    cells: [
      { step: 'make', source: `${imports}const t = new Table({ a: makeVector(new Float64Array(3).fill(1)) });` },
      { step: 'columns', source: "const columns = await foreach(['a' as const], name => t.getChild(name).toArray());" },
      { step: 'change', source: 'columns[0][0] = 100;' },
      { step: 'show', source: "console.log(t.getChild('a').get(0));" }
    ],
    right: '100\n',
    refused: { code: 'HW321', names: ['memory', "'t'"] }
  },
  {
    name: 'results of foreach are tables over an array, which is changed later',
    cells: [
      { step: 'make', source: `${imports}const raw = new Float64Array(3).fill(1);` },
      { step: 'tables', source: 'const tables = await foreach([1], () => new Table({ a: makeVector(raw) }));' },
      { step: 'change', source: 'raw[0] = 100;' },
      { step: 'show', source: "console.log(tables[0].getChild('a').get(0));" }
    ],
    right: '100\n',
    refused: { code: 'HW321', names: ['memory', "'raw'"] }
  },
  {
    name: 'the table of an item is changed',
    cells: [
      { step: 'make', source: `${imports}const t = new Table({ a: makeVector(new Float64Array(3).fill(1)) });` },
      { step: 'change', source: "const done = await foreach([t], each => { each.getChild('a').set(0, 100); return 1; });" },
      { step: 'show', source: "console.log(t.getChild('a').get(0));" }
    ],
    right: '100\n',
    refused: { code: 'HW350', names: ["'a'"] }
  },
  {
    name: 'results of foreach are copies and slices of a table',
    cells: [
      { step: 'make', source: `${imports}const t = new Table({ a: makeVector(Float64Array.of(1, 2, 3)) });` },
      { step: 'parts', source: 'const parts = await foreach([0, 1, 2], at => t.slice(at, at + 1));' },
      { step: 'copies', source: "const copies = await foreach(['a' as const], name => t.getChild(name).toArray().slice());" },
      { step: 'change', source: 'copies[0][0] = 100;' },
      { step: 'show', source: 'console.log(copies[0][0], t.get(0).a, parts.map(part => part.get(0).a).join());' }
    ],
    right: '100 1 1,2,3\n',
    refused: null
  }
];

/** Mapped tables meet each case in test/src/task; here some of them do. */
const mapped = ['a view made in one step', 'a loaded vector', 'an array of an earlier step'];
const cases = [
  ...memoryCases.filter(({ name }) => !name.includes('300000') || mapped.some(each => name.startsWith(each))),
  ...foreachCases
];

interface Seen {
  readonly kernel: string;
  readonly flow: string;
  readonly refusal: string;
}

const seen = new Map<string, Seen>();
let reference: Reference;

beforeAll(async () => {
  buildOnce();
  reference = openReference();
  const waiting = [...cases];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) seen.set(next.name, await runBoth(next));
  };
  await Promise.all([worker(), worker()]);
}, 900_000);

afterAll(() => reference.close());

describe('memory that Arrow tables and arrays share', () => {
  it.each(cases)('$name', ({ name, right, refused }) => {
    const { kernel, flow, refusal } = seen.get(name) ?? { kernel: '', flow: '', refusal: '' };
    expect(kernel).toBe(right);
    if (refused === null) expect({ flow, refusal }).toEqual({ flow: right, refusal: '' });
    else for (const word of [refused.code, ...refused.names]) expect(refusal).toContain(word);
  });
});

async function runBoth({ cells }: MemoryCase): Promise<Seen> {
  const place = makeWorkspace();
  try {
    const printed = await reference.run(
      cells.map(({ source }) => source),
      place.folder
    );
    const kernel = printed.at(-1)?.stdout ?? '';
    const notebook = place.notebook('memory.ipynb', cells.map(cellOf));
    const ran = await place.headwater(['run', notebook, '--json']);
    if (ran.status !== 0) return { kernel, flow: '', refusal: `${ran.stdout}\n${ran.stderr}` };
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/${cells.at(-1)?.step ?? ''}`, '--stdout']);
    return { kernel, flow: logs.stdout, refusal: '' };
  } finally {
    place.remove();
  }
}

function cellOf({ step, tags, source }: MemoryCase['cells'][number]): TestCell {
  return { source, ...(step === null ? {} : { step }), ...(tags === undefined ? {} : { tags: [...tags] }) };
}
