import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { HeadwaterError } from '../../errors';

/** How a kernel is started: Jupyter's kernel.json. */
export interface Kernelspec {
  readonly name: string;
  /** The folder with kernel.json: `{resource_dir}` in `argv`. */
  readonly folder: string;
  readonly argv: readonly string[];
  readonly language: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Where to look: the notebook's folder, folders of Python environments to try, the process's environment. */
export interface KernelPlaces {
  readonly folder: string;
  readonly prefixes: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds a kernel by its name, as Jupyter does (jupyter_core.paths.jupyter_path, then `kernels/<name>/kernel.json`; names in any case).
 * @throws HeadwaterError HW360 when there is none, or its kernel.json is damaged
 */
export function findKernelspec(name: string, places: KernelPlaces): Kernelspec {
  const folders = dataFolders(places).map(each => join(each, 'kernels'));
  const found = folders.flatMap(kernelsIn);
  const spec = found.find(each => each.name === name.toLowerCase());
  if (spec !== undefined) return readSpec(name, spec.folder);
  const names = [...new Set(found.map(each => each.name))];
  throw new HeadwaterError(
    'HW360',
    `The notebook's kernel '${name}' is not installed${names.length === 0 ? '' : `; there are ${names.join(', ')}`}.`,
    {
      about: name,
      hint: 'Install it for Jupyter (tslab: `npx tslab install`), or say where it is: JUPYTER_PATH=<folder that holds "kernels">.'
    }
  );
}

/** Folders that may hold `kernels`, the first wins: JUPYTER_PATH, the user's, those of Python environments, the machine's. */
function dataFolders({ folder, prefixes, env }: KernelPlaces): string[] {
  const given = (env['JUPYTER_PATH'] ?? '').split(delimiter).filter(each => each !== '');
  const active = [env['VIRTUAL_ENV'], env['CONDA_PREFIX'], hostPrefix(env)].filter(each => each !== undefined);
  const near = upward(folder).flatMap(each => ['.python', '.venv', 'venv'].map(name => join(each, name)));
  const environments = [...active, ...near.filter(each => existsSync(each)), ...prefixes].map(each => join(each, 'share', 'jupyter'));
  return [...given, userFolder(env), ...environments, '/usr/local/share/jupyter', '/usr/share/jupyter'];
}

/** The environment of the Python that has started this process: `<prefix>/bin/python`, on Windows `<prefix>\\Scripts\\python.exe`. */
function hostPrefix(env: NodeJS.ProcessEnv): string | undefined {
  const python = env['HEADWATER_HOST_PYTHON'];
  return python === undefined ? undefined : dirname(dirname(python));
}

function userFolder(env: NodeJS.ProcessEnv): string {
  if (env['JUPYTER_DATA_DIR']) return env['JUPYTER_DATA_DIR'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32') return join(env['APPDATA'] ?? homedir(), 'jupyter');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'jupyter');
}

function upward(folder: string): string[] {
  const start = resolve(folder);
  return dirname(start) === start ? [start] : [start, ...upward(dirname(start))];
}

function kernelsIn(folder: string): { readonly name: string; readonly folder: string }[] {
  try {
    const names = readdirSync(folder).filter(each => existsSync(join(folder, each, 'kernel.json')));
    return names.map(each => ({ name: each.toLowerCase(), folder: join(folder, each) }));
  } catch {
    return [];
  }
}

/** Jupyter runs its own Python for `python`; here it is the one of the environment that the kernel is installed in, where there is one. */
function withPython(argv: readonly string[], folder: string): readonly string[] {
  const [program = '', ...rest] = argv;
  if (!/^python[\d.]*$/.test(program)) return argv;
  const prefix = resolve(folder, '..', '..', '..', '..');
  const places = [join(prefix, 'bin', 'python'), join(prefix, 'python.exe'), join(prefix, 'Scripts', 'python.exe')];
  return [places.find(each => existsSync(each)) ?? program, ...rest];
}

function readSpec(name: string, folder: string): Kernelspec {
  const file = join(folder, 'kernel.json');
  try {
    const { argv, language, env = {} } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kernelspec>;
    if (!Array.isArray(argv) || argv.length === 0 || !argv.every(each => typeof each === 'string')) throw new Error('it has no argv');
    return { name, folder, argv: withPython(argv, folder), language: language ?? '', env };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HeadwaterError('HW360', `The kernel '${name}' cannot be used: ${file} is no kernelspec (${reason}).`, {
      about: name,
      hint: 'Install the kernel again.',
      cause
    });
  }
}
