import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newConnection, writeConnection } from '../../../src/verify/kernel/connection';
import { findKernelspec } from '../../../src/verify/kernel/kernelspec';
import { fromFrames, newRequest, toFrames } from '../../../src/verify/kernel/message';

const folder = mkdtempSync(path.join(tmpdir(), 'hw-kernel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function install(under: string, name: string, spec: object): void {
  mkdirSync(path.join(folder, under, 'kernels', name), { recursive: true });
  writeFileSync(path.join(folder, under, 'kernels', name, 'kernel.json'), JSON.stringify(spec));
}

describe('finding a kernel', () => {
  const places = {
    folder: path.join(folder, 'project', 'deep'),
    prefixes: [],
    env: { JUPYTER_PATH: path.join(folder, 'given'), JUPYTER_DATA_DIR: path.join(folder, 'user') }
  };

  it('takes JUPYTER_PATH before the user’s folder, and finds environments above the notebook', () => {
    install('given', 'one', { argv: ['given'], language: 'typescript' });
    install('user', 'one', { argv: ['user'] });
    install('user', 'Two', { argv: ['user'] });
    install('project/.python/share/jupyter', 'three', { argv: ['project'], env: { A: 'b' } });
    expect(findKernelspec('one', places)).toMatchObject({ argv: ['given'], language: 'typescript', env: {} });
    expect(findKernelspec('two', places).argv).toEqual(['user']);
    expect(findKernelspec('THREE', places)).toMatchObject({ argv: ['project'], env: { A: 'b' } });
  });

  it('names the kernels that are there when the one asked for is not', () => {
    expect(() => findKernelspec('four', places)).toThrow(
      expect.objectContaining({ code: 'HW360', message: expect.stringContaining('one') as string }) as Error
    );
  });

  it('refuses a damaged kernel.json', () => {
    install('given', 'bad', { argv: 'not a list' });
    expect(() => findKernelspec('bad', places)).toThrow(expect.objectContaining({ code: 'HW360' }) as Error);
  });
});

describe('a connection', () => {
  it('has ports that differ, and a file that only its owner can read', async () => {
    const connection = await newConnection();
    const { shell_port, iopub_port, stdin_port, control_port, hb_port } = connection;
    expect(new Set([shell_port, iopub_port, stdin_port, control_port, hb_port]).size).toBe(5);
    const file = path.join(folder, 'connection.json');
    writeConnection(connection, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('a message', () => {
  const frames = toFrames(newRequest('execute_request', { code: '1' }), 's', 'key').map(each => Buffer.from(each));

  it('is signed as the protocol says: the hexadecimal HMAC of its four parts', () => {
    expect(frames[0]?.toString()).toBe('<IDS|MSG>');
    expect(frames).toHaveLength(6);
    expect(fromFrames([Buffer.from('routing'), ...frames], 'key')).toMatchObject({
      type: 'execute_request',
      parent: null,
      content: { code: '1' }
    });
  });

  it('is not believed when its key or its content is another', () => {
    expect(fromFrames(frames, 'other')).toBeNull();
    expect(fromFrames(frames.with(5, Buffer.from('{"code":"2"}')), 'key')).toBeNull();
    expect(fromFrames([Buffer.from('x')], 'key')).toBeNull();
  });
});
