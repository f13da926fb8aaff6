import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, findPython } from '../build';
import { lastEvent, makeWorkspace, type Ran, type Workspace } from '../e2e/workspace';
import { cells, readByMetaflow, type Described, type Found, type FoundTask } from './metaflow-run';

const python = findPython();

let place: Workspace;
let pathspec: string;
let found: Found;

beforeAll(async () => {
  if (python === null) throw new Error('No Python with metaflow: set HEADWATER_PYTHON, or let npm test make .python');
  buildOnce();
  place = makeWorkspace();
  const ran = await place.headwater(['run', place.notebook('interop.ipynb', cells), '--tag', 'from-cli', '--json']);
  expect(ran.status, ran.stderr).toBe(0);
  pathspec = String(lastEvent(ran)['pathspec']);
  found = readByMetaflow(python, place, pathspec);
}, 240_000);

afterAll(() => place.remove());

describe('the real metaflow reads a run', () => {
  it('as the latest and successful one', () => {
    expect(found).toMatchObject({ latest: runId(), latest_successful: runId(), successful: true, finished: true });
    expect(found.finished_at).toBeGreaterThanOrEqual(found.created_at);
    expect(Math.abs(Date.now() / 1000 - found.created_at)).toBeLessThan(240);
  });

  it('with plain values as Python has them', () => {
    const expected: Record<string, Described> = {
      rate: ['float', '0.25'],
      label: ['str', 'first'],
      nothing: ['NoneType', null],
      missing: ['NoneType', null],
      yes: ['bool', true],
      int: ['int', '42'],
      big: ['int', String(2n ** 70n)],
      real: ['float', '0.5'],
      minusZero: ['float', '-0.0'],
      nan: ['float', 'nan'],
      infinite: ['float', '-inf'],
      text: ['str', 'naïve 🚲 \u0000 "quoted"'],
      list: [
        'list',
        [
          ['int', '1'],
          ['str', 'two'],
          [
            'list',
            [
              ['int', '3'],
              ['NoneType', null]
            ]
          ]
        ]
      ],
      map: [
        'dict',
        [
          [
            ['str', 'k'],
            ['int', '1']
          ],
          [
            ['int', '2'],
            ['str', 'v']
          ]
        ]
      ],
      set: ['set', ['p', 'q']],
      when: ['datetime.datetime', '2026-11-21T08:17:30.637+00:00'],
      plain: [
        'dict',
        [
          [
            ['str', 'a'],
            ['int', '1']
          ],
          [
            ['str', 'b c'],
            [
              'dict',
              [
                [
                  ['str', 'd'],
                  ['list', [['bool', true]]]
                ]
              ]
            ]
          ]
        ]
      ]
    };
    expect(pick(found.data, Object.keys(expected))).toEqual(expected);
  });

  it('with typed arrays as bytes or numpy arrays of their type', () => {
    expect(found.data['floats']).toEqual(['numpy.ndarray', ['float64', ['1.5', '-2.25']]]);
    expect(found.data['ints']).toEqual(['numpy.ndarray', ['int32', ['7', '-8']]]);
    const bytes = found.data['bytes'];
    expect([
      ['numpy.ndarray', ['uint8', ['0', '1', '255']]],
      ['bytes', '0001ff'],
      ['bytearray', '0001ff']
    ]).toContainEqual(bytes);
  });

  it('with an instance of a cell class as a namespace of its fields', () => {
    const [type, fields] = found.data['point'] as [string, Record<string, Described>];
    expect(type).toBe('types.SimpleNamespace');
    expect(pick(fields, ['x', 'y'])).toEqual({ x: ['int', '3'], y: ['int', '4'] });
    expect(JSON.stringify(fields)).toContain('Point');
  });

  it('with an Arrow table as a real DataFrame', () => {
    const [type, columns] = found.data['table'] as [string, [string, string, string[]][]];
    expect(type).toMatch(/^pandas\..*DataFrame$/);
    expect(columns.map(([name, , values]) => [name, values])).toEqual([
      ['id', ['1', '2', '3']],
      ['score', ['0.5', '0.25', '-1.0']],
      ['name', ['ann', 'bob', 'čeněk']]
    ]);
    expect(columns.slice(0, 2).map(([, dtype]) => dtype)).toEqual(['int32', 'float64']);
  });

  it('with the list of a foreach as a list in item order', () => {
    const fits = [10, 20, 30].map(n => [
      'dict',
      [
        [
          ['str', 'n'],
          ['int', String(n)]
        ],
        [['str', 'loss'], n * 0.25 === Math.trunc(n * 0.25) ? ['int', String(n * 0.25)] : ['float', String(n * 0.25)]]
      ]
    ]);
    expect(found.data['fits']).toEqual(['list', fits]);
  });

  it('with each task of the foreach and its index', () => {
    const tasks = [...(found.steps['fit'] ?? [])].sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
    expect(tasks.map(each => each.index)).toEqual([0, 1, 2]);
    expect(tasks.map(each => each.stdout)).toEqual(['fit 0\n', 'fit 1\n', 'fit 2\n']);
    expect(only('best').index).toBeNull();
  });

  it('with what each task printed', () => {
    expect(only('values').stdout).toBe('values made at rate 0.25\n');
    expect(only('values').stderr).toBe('a warning\n');
    expect(only('best').stdout).toBe('10 3 5\n');
  });

  it('with parents and children that mirror each other', () => {
    const tasks = Object.entries(found.steps).flatMap(([step, each]) =>
      each.map(task => ({ path: `${pathspec}/${step}/${task.id}`, ...task }))
    );
    for (const task of tasks) {
      for (const child of task.children)
        expect(tasks.find(each => each.path === child)?.parents, `${child} has a parent ${task.path}`).toContain(task.path);
      for (const parent of task.parents)
        expect(tasks.find(each => each.path === parent)?.children, `${parent} has a child ${task.path}`).toContain(task.path);
    }
    const roots = tasks.filter(each => each.parents.length === 0).map(each => each.path.split('/')[2]);
    expect(roots).toEqual(['start']);
    expect(tasks.filter(each => each.children.length === 0).map(each => each.path.split('/')[2])).toEqual(['end']);
    for (const task of found.steps['fit'] ?? []) expect(task.parents).toHaveLength(1);
  });

  it('with sizes, all tasks successful', () => {
    const tasks = Object.values(found.steps).flat();
    expect(tasks.every(each => each.successful)).toBe(true);
    expect(only('frame').sizes['table']).toBeGreaterThan(100);
  });

  it('with the notebook in its code package', () => {
    expect(found.code?.script).toMatch(/interop\.ipynb$/);
    expect(found.code?.files.some(each => each.endsWith('interop.ipynb'))).toBe(true);
    expect(found.code?.text).toContain('values made at rate');
  });

  it('with tags, those it adds seen from TypeScript and the run still the latest', async () => {
    expect(found.tags).toEqual(['from-cli']);
    expect(found.system_tags).toContain('user:tester');
    readByMetaflow(python ?? '', place, pathspec, 'from-python');
    const shown = await place.headwater(['show', pathspec, '--json']);
    expect(shown.stdout).toContain('from-python');
    expect(shown.stdout).toContain('from-cli');
    const byTag: Ran = await place.headwater(['runs', 'Interop', '--tag', 'from-python', '--json']);
    expect(byTag.stdout).toContain(runId());
  });
});

function only(step: string): FoundTask {
  const tasks = found.steps[step] ?? [];
  expect(tasks, step).toHaveLength(1);
  return tasks[0]!;
}

function runId(): string {
  return pathspec.split('/')[1] ?? '';
}

function pick<Value>(from: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value | undefined> {
  return Object.fromEntries(names.map(name => [name, from[name]]));
}
