import { watch, type FSWatcher } from 'node:fs';

/** Calls back when something in a file or folder changes; null where the file system gives no notice. */
export function tryWatch(path: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, onChange);
    watcher.on('error', () => undefined);
    return watcher;
  } catch {
    return null;
  }
}
