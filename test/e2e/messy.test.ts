import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { lastEvent, makeWorkspace, readFixture, type Workspace } from './workspace';

/**
 * A messy notebook of 40 cells (out of order, one variable assigned in five cells, changed in place, a function defined twice, dead cells),
 * as it is, made a flow by `propose --write`. `messy.kernel.json` holds what each cell, by id, printed in tslab's executor (the value of
 * its last expression left out: a flow keeps that as a rich output).
 */
const printedByKernel = JSON.parse(readFixture('notebooks/messy.kernel.json')) as Record<string, string>;

interface Checked {
  readonly steps: readonly { readonly name: string; readonly cells: readonly string[] }[];
  readonly diagnostics: readonly { readonly severity: string; readonly code: string }[];
}

let place: Workspace;
let notebook: string;
let checked: Checked;
let pathspec: string;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  notebook = place.file('messy.ipynb', readFixture('notebooks/messy.ipynb'));
  const proposed = await place.headwater(['propose', notebook, '--write']);
  expect(proposed.status, proposed.stderr).toBe(0);
  checked = JSON.parse((await place.headwater(['check', notebook, '--json'])).stdout) as Checked;
  const ran = await place.headwater(['run', notebook, '--json'], { timeout: 240_000 });
  expect(ran.status, ran.stderr).toBe(0);
  pathspec = String(lastEvent(ran)['pathspec']);
}, 500_000);

afterAll(() => place.remove());

describe('a messy notebook with the steps that are proposed', () => {
  it('checks without an error and warns that it was run out of order', () => {
    expect(checked.diagnostics.filter(each => each.severity === 'error')).toEqual([]);
    expect(checked.diagnostics.map(each => each.code)).toContain('HW159');
  });

  it('prints in each step what its cells printed in the kernel', async () => {
    for (const step of checked.steps) {
      const { stdout } = await place.headwater(['logs', `${pathspec}/${step.name}`, '--stdout']);
      const kernel = step.cells.map(cell => printedByKernel[cell] ?? '').join('');
      expect(stdout, step.name).toBe(kernel);
    }
  });

  it('ends with the table and the summary of the kernel', async () => {
    const last = checked.steps.at(-1)!;
    const { stdout } = await place.headwater(['logs', `${pathspec}/${last.name}`, '--stdout']);
    expect(stdout).toContain('{"best":"log ridge 10","rmse":19.49774679367368,"rmsle":0.40239755622205253,"models":11,"vans":2}\n');
    expect(stdout).toContain("│ 0       │ 'log ridge 10'    │ 19.5  │ 0.4024 │");
  });
});
