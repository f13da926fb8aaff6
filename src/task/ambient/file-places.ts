import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwatched } from './unwatched';

/** A path as code gave it: where it leads, and under which names it is known. */
export interface Place {
  /** Absolute, links not followed. */
  readonly path: string;
  /** Names of its slots without their prefix: as given, and with links followed when that differs. */
  readonly names: readonly string[];
}

/** Which paths are watched, and what they are called. */
export interface Places {
  /** The place of a path as a file function takes it; null when it is none, or one that is not watched. */
  find(given: unknown): Place | null;
  /** The absolute path of a slot's name. */
  pathOf(name: string): string;
  /** True for what lies neither in the notebook's folder nor in the temporary folder. */
  isOutside(place: Place): boolean;
  /** True for what lies in the temporary folder and not in the notebook's. */
  isTemporary(place: Place): boolean;
}

const skippedNames = new Set(['node_modules', '.git', '.ipynb_checkpoints', '.virtual_documents', '.jupyter_ystore.db', '.metaflow']);

/** True for what holds no data of a notebook: packages, version control, what Jupyter keeps, the store. */
export function isSkippedName(name: string): boolean {
  return skippedNames.has(name);
}

const devices = ['/dev', '/proc', '/sys'];
/** Memory that is used as a folder: its files are files. */
const memory = '/dev/shm';

/** Places as seen from a notebook's folder; what lies in one of `skipped` is not watched. */
export function placesAround(folder: string, skipped: readonly string[]): Places {
  const real = realPath(folder);
  const roots = [...new Set([folder, real])];
  const closed = [...skipped, ...skipped.map(realPath)];
  const temporary = [tmpdir(), realPath(tmpdir())];
  const nameOf = (file: string): string => {
    const root = roots.find(each => isWithin(each, file));
    return root === undefined ? file : path.relative(root, file).split(path.sep).join('/') || '.';
  };
  const isClosed = (file: string): boolean =>
    isDevice(file) || closed.some(each => isWithin(each, file)) || nameOf(file).split(/[/\\]/).some(isSkippedName);
  return {
    find(given) {
      const file = absolutePath(given);
      if (file === null || isClosed(file)) return null;
      const target = realPath(file);
      if (target === file) return { path: file, names: [nameOf(file)] };
      return isClosed(target) ? null : { path: file, names: [...new Set([nameOf(file), nameOf(target)])] };
    },
    pathOf: name => path.resolve(real, name),
    isOutside: place => ![...roots, ...temporary].some(each => isWithin(each, place.path)),
    isTemporary: place => temporary.some(each => isWithin(each, place.path)) && !roots.some(each => isWithin(each, place.path))
  };
}

function isDevice(file: string): boolean {
  return devices.some(each => isWithin(each, file)) && !isWithin(memory, file);
}

/** Absolute path of what a file function was given; null for descriptors and whatever else it may be. */
function absolutePath(given: unknown): string | null {
  try {
    if (typeof given === 'string') return path.resolve(given);
    if (given instanceof URL) return fileURLToPath(given);
    return given instanceof Uint8Array ? path.resolve(Buffer.from(given).toString()) : null;
  } catch {
    return null;
  }
}

/** With links followed as far as the path exists. */
function realPath(file: string): string {
  try {
    return unwatched.realpathSync(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPath(parent), path.basename(file));
  }
}

function isWithin(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
