import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import type { Command } from '../../../src/cli/command';
import { isHeadwaterError, type HeadwaterError } from '../../../src/errors';

/** What a command did: its exit status, what it wrote, or the error it threw. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: HeadwaterError | null;
}

/** Runs a command in this process, without colours. */
export async function runCommand(command: Command, ...args: readonly string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map(name =>
    vi.spyOn(process[name], 'write').mockImplementation(text => {
      written[name] += String(text);
      return true;
    })
  );
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('FORCE_COLOR', '0');
  try {
    return { status: await command.run(args), error: null, ...written };
  } catch (error) {
    if (!isHeadwaterError(error)) throw error;
    return { status: null, error, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, removed after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-cli-'));
  folders.push(folder);
  return folder;
}

/** A notebook file in a folder of its own, from cells in short: tags and source. */
export function notebookFile(
  cells: readonly (readonly [tags: readonly string[], source: string])[],
  name = 'my flow.ipynb',
  metadata: object = {}
): string {
  const path = join(temporaryFolder(), name);
  const list = cells.map(([tags, source], i) => ({
    cell_type: 'code',
    execution_count: null,
    id: `id${i}`,
    metadata: tags.length === 0 ? {} : { tags },
    outputs: [],
    source: source.split(/(?<=\n)/)
  }));
  const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'tslab' };
  writeFileSync(
    path,
    `${JSON.stringify({ cells: list, metadata: { kernelspec, ...metadata }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
  );
  return path;
}

export function copyOfFixture(name: string): string {
  const path = join(temporaryFolder(), name);
  copyFileSync(join(__dirname, '../../fixtures/notebooks', name), path);
  return path;
}
