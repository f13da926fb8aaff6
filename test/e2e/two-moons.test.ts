import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../build';
import { executeInKernel, type ExecutedCell } from './example-run';
import { lastEvent, makeWorkspace, type Workspace } from './workspace';

const notebook = path.join(packageRoot, 'client/examples/two-moons.ipynb');

let place: Workspace;
let small: string;
let latest: string;
let cells: readonly ExecutedCell[];

beforeAll(async () => {
  place = makeWorkspace();
  small = await run('--units', '1');
  latest = await run();
  cells = executeInKernel(place, notebook);
});

afterAll(() => place.remove());

describe('the second example', () => {
  it('gives the same as a flow and in a stock kernel, where each of its cells runs', async () => {
    expect(cells.flatMap(({ errors }) => errors)).toEqual([]);
    const judged = cells.find(({ step }) => step === 'judge')?.stdout;
    expect(judged).toMatch(/^accuracy 0\.\d{3}\n$/);
    expect(await printed(latest, 'judge')).toBe(judged);
    expect(await printed(small, 'judge')).not.toBe(judged);
  });

  it('has found and promoted the better run, and tells why a run is taken', () => {
    const text = cells.map(({ stdout }) => stdout).join('');
    expect(text).toContain(`best: ${latest} of 2`);
    expect(text).toContain(`${latest} - ${latest} passed.`);
    expect(text.trimEnd().endsWith(`\n${latest}`)).toBe(true);
  });

  it('has a card with a progress bar for each of the three fits', async () => {
    const { stdout } = await place.headwater(['show', `${latest}/train`, '--json']);
    const { tasks } = JSON.parse(stdout) as { tasks: readonly { pathspec: string }[] };
    expect(tasks).toHaveLength(3);
    const shown = await Promise.all(tasks.map(({ pathspec }) => place.headwater(['card', 'show', pathspec])));
    expect(shown.map(each => /Epochs from seed (\d+): 120 of 120/.exec(each.stdout)?.[1]).sort()).toEqual(['101', '102', '103']);
  });
});

async function run(...parameters: string[]): Promise<string> {
  const ran = await place.headwater(['run', notebook, ...parameters, '--json']);
  expect(ran.status, ran.stderr).toBe(0);
  return String(lastEvent(ran)['pathspec']);
}

async function printed(pathspec: string, step: string): Promise<string> {
  return (await place.headwater(['logs', `${pathspec}/${step}`, '--stdout'])).stdout;
}
