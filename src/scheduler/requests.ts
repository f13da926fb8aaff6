import { mkdirSync, readdirSync, readFileSync, rmSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../datastore/write-file';

/** What somebody asks of a run's owner: one file in its `requests/` folder. */
export interface RunRequest {
  readonly v: number;
  readonly type: 'stop';
  /** Who asks, for the record. */
  readonly by: string;
}

/** Asks a run's owner to stop it. */
export function requestStop(folder: string, by: string): void {
  mkdirSync(folder, { recursive: true });
  const request: RunRequest = { v: 1, type: 'stop', by };
  replaceFile(join(folder, `stop-${process.pid}.json`), [JSON.stringify(request)]);
}

/** Calls back for each request, taking it away; a file system without notices is looked at every second. */
export function watchRequests(folder: string, onRequest: (request: RunRequest) => void): { close(): void } {
  mkdirSync(folder, { recursive: true });
  const look = (): void => takeRequests(folder).forEach(onRequest);
  const watcher = tryWatch(folder, look);
  const timer = setInterval(look, 1000);
  timer.unref();
  return {
    close() {
      watcher?.close();
      clearInterval(timer);
    }
  };
}

function takeRequests(folder: string): RunRequest[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.json') && !name.startsWith('.'));
  return names.flatMap(name => {
    const path = join(folder, name);
    try {
      const request = JSON.parse(readFileSync(path, 'utf8')) as RunRequest;
      rmSync(path, { force: true });
      return [request];
    } catch {
      return [];
    }
  });
}

function tryWatch(folder: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, onChange);
    watcher.on('error', () => undefined);
    watcher.unref();
    return watcher;
  } catch {
    return null;
  }
}
