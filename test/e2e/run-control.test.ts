import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { eventsOf, lastEvent, makeWorkspace, type Ran, type TestCell, type Workspace } from './workspace';

const cells: readonly TestCell[] = [
  { tags: ['setup'], source: "import { foreach } from 'headwater';\nlet errors: any = null, late: any = null;" },
  {
    step: 'train',
    source: "const models = await foreach([1, 2, 3, 4], x => {\n  if (x === 2) throw new RangeError('two is bad');\n  return x * x;\n});",
    settings: { catch: { var: 'errors' }, retry: { times: 1 } }
  },
  {
    step: 'slow',
    source:
      "import * as fs from 'fs';\nif (!fs.existsSync('seen')) {\n  fs.writeFileSync('seen', '');\n  await new Promise(done => setTimeout(done, 60_000));\n}\nconst done = true;",
    settings: { timeout: { seconds: 1 }, retry: { times: 1 } }
  },
  {
    step: 'never',
    source: 'const product = 5;\nawait new Promise(done => setTimeout(done, 60_000));',
    settings: { timeout: { seconds: 0.3 }, catch: { var: 'late' } }
  },
  {
    step: 'tell',
    source:
      "const told = [models.join(), errors.map((each: any) => each && each.name + ': ' + each.message).join(), errors[1] instanceof RangeError, late.name, done].join(' | ');"
  },
  { step: 'use', source: 'const more = product + 1;' }
];

let place: Workspace;
let ran: Ran;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  ran = await place.headwater(['run', place.notebook('control.ipynb', cells), '--json', '--max-workers', '4']);
}, 120_000);

afterAll(() => place.remove());

describe('a run with retries, timeouts and caught failures', () => {
  it('tries again what failed or took too long, and goes on after what is caught', () => {
    const tasks = eventsOf(ran)
      .filter(each => each['type'] === 'task' && each['ok'] !== undefined)
      .map(({ step, index, attempt, ok }) => [step, index, attempt, ok].join(' '));
    expect(tasks).toEqual(expect.arrayContaining(['train 1 0 false', 'train 0 0 true', 'slow  0 false', 'slow  1 true', 'tell  0 true']));
  });

  it('gives the steps after it the errors of all items in item order, and null in place of what an item would have made', async () => {
    const shown = await place.headwater(['show', 'Control/latest/tell', '--json']);
    const { tasks } = JSON.parse(shown.stdout) as { tasks: { pathspec: string }[] };
    const told = await place.headwater(['show', `${tasks[0]?.pathspec ?? ''}/told`, '--json']);
    expect(JSON.parse(told.stdout)).toMatchObject({ value: '1,,9,16 | ,RangeError: two is bad,, | true | TimedOut | true' });
  });

  it('fails by name where a step reads what a caught step has not made', () => {
    expect(ran.status).toBe(1);
    expect(lastEvent(ran)).toMatchObject({ status: 'failed', error: { code: 'HW301' } });
    expect(ran.stderr).toMatch(/'product' was not made: step 'never' failed, and its error was caught in 'late'/);
  });

  it('is shown with what was caught', async () => {
    const run = await place.headwater(['show', 'Control/latest']);
    expect(run.stdout).toMatch(/ train +! failed, caught +4 /);
    expect(run.stdout).toMatch(/ never +! failed, caught +1 /);
    expect(run.stdout).toMatch(/ use +✗ failed /);
  });
});
