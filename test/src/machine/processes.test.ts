import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bootId, isRunning, startTime, startTimeByPs } from '../../../src/machine/processes';

/** No Linux or macOS gives a process such a number. */
const nobody = 2 ** 22 + 1;

describe('a process', () => {
  it('has a start time, always the same one', () => {
    expect(startTime(process.pid)).not.toBeNull();
    expect(startTime(process.pid)).toBe(startTime(process.pid));
    expect(startTime(nobody)).toBeNull();
  });

  it('has one by ps too, as macOS tells it: a date to the second', () => {
    const told = startTimeByPs(process.pid);
    expect(told).toMatch(/^\w{3} \w{3} \d+ \d\d:\d\d:\d\d \d{4}$/);
    const age = Date.now() - Date.parse(`${told} UTC`);
    expect(Math.abs(age - process.uptime() * 1000)).toBeLessThan(3000);
    expect(startTimeByPs(nobody)).toBeNull();
  });

  it('that has ended has none, even while its parent has not noticed', async () => {
    // The parent blocks, so that its child stays a zombie.
    const program = `
      const child = require('child_process').spawn('true');
      console.log(child.pid);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000);`;
    const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = Number(String(line));
    await expect.poll(() => [startTime(child), startTimeByPs(child)]).toEqual([null, null]);
    expect(isRunning(child)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(startTime(parent.pid ?? 0)).toBeNull();
  });

  it('runs on a machine that says when it was started anew', () => {
    expect(bootId()).toMatch(/^[0-9a-fA-F-]{36}$/);
    expect(bootId()).toBe(bootId());
    expect(isRunning(process.pid)).toBe(true);
    expect(isRunning(nobody)).toBe(false);
  });
});
