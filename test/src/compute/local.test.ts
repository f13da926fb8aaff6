import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComputeEvent, ComputeHandle } from '../../../src/compute/compute';
import { localCompute } from '../../../src/compute/local';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-local-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function start(program: string): ComputeHandle {
  const entry = join(folder, 'program.cjs');
  writeFileSync(entry, program);
  const backend = localCompute({ entry, nodeOptions: [], environment: process.env });
  return backend.submit({ stdout: join(folder, 'out'), stderr: join(folder, 'err'), folder });
}

/** All events of a process, to its end; `onMessage` may answer. */
function follow(handle: ComputeHandle, onMessage: (message: unknown) => void = () => undefined): Promise<ComputeEvent[]> {
  const events: ComputeEvent[] = [];
  return new Promise(resolve => {
    handle.listen(event => {
      events.push(event);
      if (event.type === 'ended') resolve(events);
      else onMessage(event.message);
    });
  });
}

describe('a process of this machine', () => {
  it('gets orders and sends messages as JSON lines, and prints into its files', async () => {
    const handle = start(`
      const fs = require('fs');
      fs.createReadStream(null, { fd: 3 }).once('data', line => {
        console.log('seen');
        console.error('bad');
        fs.writeSync(4, JSON.stringify({ echo: JSON.parse(line), long: 'ü'.repeat(100000) }) + '\\n{"second":1}\\n');
        process.exit(3);
      });`);
    handle.send({ n: 1 });
    const events = await follow(handle);
    expect(events).toEqual([
      { type: 'message', message: { echo: { n: 1 }, long: 'ü'.repeat(100000) } },
      { type: 'message', message: { second: 1 } },
      { type: 'ended', code: 3, signal: null, error: null }
    ]);
    expect([readFileSync(join(folder, 'out'), 'utf8'), readFileSync(join(folder, 'err'), 'utf8')]).toEqual(['seen\n', 'bad\n']);
  });

  it('ends with everything that it has started when it is cancelled', async () => {
    const handle = start(`
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      require('fs').writeSync(4, JSON.stringify({ pid: child.pid }) + '\\n');
      setInterval(() => {}, 1000);`);
    let child = 0;
    const events = await follow(handle, message => {
      child = (message as { pid: number }).pid;
      handle.cancel();
    });
    expect(events.at(-1)).toEqual({ type: 'ended', code: null, signal: 'SIGKILL', error: null });
    await expect.poll(() => isAlive(child)).toBe(false);
  });

  it('does not outlive the process that started it, though that is killed and this one computes in a loop', async () => {
    const entry = join(folder, 'loop.cjs');
    const starter = join(folder, 'starter.cjs');
    writeFileSync(entry, "require('fs').writeSync(4, JSON.stringify({ pid: process.pid }) + '\\n');\nfor (;;);");
    buildSync({
      entryPoints: [join(__dirname, '../../../src/compute/local.ts')],
      outfile: join(folder, 'local.cjs'),
      bundle: true,
      platform: 'node'
    });
    writeFileSync(
      starter,
      `const { localCompute } = require('./local.cjs');
      const backend = localCompute({ entry: ${JSON.stringify(entry)}, nodeOptions: [], environment: process.env });
      const handle = backend.submit({ stdout: 'out', stderr: 'err', folder: ${JSON.stringify(folder)} });
      handle.listen(event => console.log(event.message.pid));`
    );
    const parent = spawn(process.execPath, [starter], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    expect(isAlive(Number(pid))).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(Number(pid)), { timeout: 5000 }).toBe(false);
  });

  it('says that it has ended when an order comes too late', async () => {
    const handle = start('process.exit(0)');
    await follow(handle);
    expect(() => handle.send({ late: true })).not.toThrow();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
