import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pythonOrFail } from './example-run';
import type { Workspace } from './workspace';

/** What the real client says of a run. */
export interface SeenByMetaflow {
  readonly successful: boolean | null;
  /** Successful tasks, as `step/task`. */
  readonly finished: readonly string[];
  /** What it could not read, with its error. */
  readonly broken: readonly (readonly [string, string])[];
}

/** One process of the real client that reads run after run. */
export interface MetaflowReader {
  read(pathspec: string): Promise<SeenByMetaflow>;
  close(): void;
}

/** Starts it for the workspace's store. */
export function openMetaflowReader(place: Workspace): MetaflowReader {
  const environment = { ...place.environment, METAFLOW_CLIENT_CACHE_PATH: path.join(place.folder, '.client-cache') };
  const child = spawn(pythonOrFail(), [path.join(__dirname, 'kill-reads.py')], {
    cwd: '/',
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', line => waiting.shift()?.(line));
  child.on('exit', code => waiting.splice(0).forEach(each => each(JSON.stringify({ broken: [['the reader', `ended with ${code}`]] }))));
  return {
    read: pathspec =>
      new Promise(resolve => {
        waiting.push(line => resolve(JSON.parse(line) as SeenByMetaflow));
        child.stdin.write(`${pathspec}\n`);
      }),
    close: () => child.stdin.end()
  };
}
