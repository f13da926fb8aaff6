import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Folder of the package under test. */
export const packageRoot = path.resolve(__dirname, '..');

/** Absolute path of the built `headwater` command. */
export const headwaterBin = path.join(packageRoot, readManifest().bin.headwater);

/** Builds the package when a source is newer than the built command, unless HEADWATER_BUILT says that it was built just now; test files that run at once wait for one build. */
export function buildOnce(): void {
  if (process.env['HEADWATER_BUILT']) return;
  const lock = path.join(tmpdir(), `headwater-build-${process.getuid?.() ?? 0}.lock`);
  const giveUp = Date.now() + 180_000;
  while (!tryLock(lock)) {
    if (Date.now() > giveUp) throw new Error(`Another build holds ${lock}; remove it if none is running.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    if (isStale()) execFileSync('npm', ['run', 'build'], { cwd: packageRoot, stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    rmdirSync(lock);
  }
}

/** Python with metaflow and pyarrow: HEADWATER_PYTHON, else the project's own; null when neither is there. */
export function findPython(): string | null {
  const candidates = [process.env['HEADWATER_PYTHON'], path.join(packageRoot, '.python/bin/python')];
  return candidates.find(each => each !== undefined && existsSync(each)) ?? null;
}

function readManifest(): { bin: { headwater: string } } {
  return JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { bin: { headwater: string } };
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function isStale(): boolean {
  if (!existsSync(headwaterBin)) return true;
  const built = statSync(headwaterBin).mtimeMs;
  return ['src', 'client'].some(folder => newestSource(path.join(packageRoot, folder)) > built);
}

function newestSource(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const sources = entries.filter(each => each.isFile() && each.name.endsWith('.ts'));
  return Math.max(0, ...sources.map(each => statSync(path.join(each.parentPath, each.name)).mtimeMs));
}
