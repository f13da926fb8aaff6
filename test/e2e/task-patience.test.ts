import { describe, expect, it } from 'vitest';
import { errorOf, runStep } from '../src/task/run-step';

describe.concurrent('a step that does not come to its end', () => {
  it('says that a cell awaits what nothing can settle', async () => {
    const { report } = await runStep(['await new Promise(() => undefined);']);
    expect(errorOf(report)).toMatchObject({ code: 'HW204', cell: 'c0' });
  }, 20_000);

  it('warns of what still runs 5 s after the last statement, and does not wait for it', async () => {
    const { report } = await runStep(['const timer: unknown = null;\nsetInterval(() => undefined, 100);']);
    expect(report).toMatchObject({ type: 'finished', clean: false, warnings: [{ code: 'HW331' }] });
  }, 15_000);
});
