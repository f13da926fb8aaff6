import { spawn } from 'node:child_process';

/**
 * Brings what was written onto the disk, so that it survives a power cut. A file at a time costs milliseconds each, and a task has forty:
 * so the whole file system is synced (`sync -f`, one commit of its journal), beside the work and never in its way.
 */
export interface DiskSync {
  /** Says that something was written that is to survive: it is on the disk `interval` milliseconds later, unless the disk is slow. */
  request(): void;
  /** Resolves when all that was written before is on the disk: true, or false when that cannot be told. */
  finish(): Promise<boolean>;
}

/** Milliseconds between two syncs while a run goes on. */
const interval = 5000;
/** Milliseconds: a disk that takes longer is not waited for. */
const patience = 60_000;

/** `folder`: any folder of the file system. */
export function openDiskSync(folder: string): DiskSync {
  let running: Promise<boolean> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const run = (): Promise<boolean> => {
    running = syncFileSystem(folder).finally(() => (running = null));
    return running;
  };
  return {
    request() {
      timer ??= setTimeout(() => {
        timer = null;
        void (running ?? run());
      }, interval).unref();
    },
    async finish() {
      if (timer !== null) clearTimeout(timer);
      // One that has begun earlier may have missed what was written since.
      await running;
      return run();
    }
  };
}

function syncFileSystem(folder: string): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn('sync', process.platform === 'linux' ? ['-f', folder] : [], { stdio: 'ignore', detached: true });
    const limit = setTimeout(() => resolve(false), patience);
    const end = (ok: boolean): void => {
      clearTimeout(limit);
      resolve(ok);
    };
    child.once('error', () => end(false));
    child.once('exit', code => end(code === 0));
  });
}
