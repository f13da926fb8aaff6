import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HeadwaterError } from '../errors';
import { metaflowSettings, nearestStore, type Environment, type Settings } from './metaflow-settings';
import { explainWrite, makeFolder, replaceFile } from './write-file';

/**
 * The store that belongs to a folder (the notebook's), by Metaflow's rules: METAFLOW_DATASTORE_SYSROOT_LOCAL, else the nearest `.metaflow`
 * walking up. An absolute path; null when there is none yet.
 * @throws HeadwaterError HW409 when the settings ask for a store that is not local, HW403 when they cannot be read
 */
export function findRoot(folder: string, env: Environment = process.env): string | null {
  const configured = configuredRoot(folder, localSettings(folder, env));
  if (configured !== null) return existsSync(configured) ? configured : null;
  return nearestStore(folder);
}

/**
 * The same for writing: made when there is none, at the project's root (the nearest folder with .git, package.json or pyproject.toml, else
 * the folder itself), with a `.gitignore` inside.
 * @throws HeadwaterError as `findRoot`, and HW413 or HW414 when it cannot be made
 */
export function ensureRoot(folder: string, env: Environment = process.env): string {
  const root = configuredRoot(folder, localSettings(folder, env)) ?? nearestStore(folder) ?? join(projectRoot(folder), '.metaflow');
  if (!existsSync(root)) makeRoot(root);
  return root;
}

function localSettings(folder: string, env: Environment): Settings {
  const settings = metaflowSettings(folder, env);
  refuseOther(settings, 'METAFLOW_DEFAULT_DATASTORE', 'datastore');
  refuseOther(settings, 'METAFLOW_DEFAULT_METADATA', 'metadata');
  return settings;
}

function refuseOther(settings: Settings, name: string, what: string): void {
  const value = settings(name) ?? 'local';
  if (value !== 'local')
    throw new HeadwaterError('HW409', `${name} is '${value}', but the only ${what} that works today is 'local'.`, {
      about: name,
      hint: `Set ${name}=local, and METAFLOW_DATASTORE_SYSROOT_LOCAL to the folder that holds .metaflow if it is not above the notebook.`
    });
}

function configuredRoot(folder: string, settings: Settings): string | null {
  const sysroot = settings('METAFLOW_DATASTORE_SYSROOT_LOCAL');
  return sysroot === null ? null : resolve(folder, sysroot, '.metaflow');
}

const projectMarks = ['.git', 'package.json', 'pyproject.toml'];

function projectRoot(folder: string): string {
  const start = resolve(folder);
  for (let at = start; ; at = dirname(at)) {
    if (projectMarks.some(mark => existsSync(join(at, mark)))) return at;
    if (dirname(at) === at) return start;
  }
}

function makeRoot(root: string): void {
  try {
    makeFolder(root);
  } catch (error) {
    throw explainWrite(error, root);
  }
  replaceFile(join(root, '.gitignore'), ['*\n']);
}
