import { readFileSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { HeadwaterError } from '../errors';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting by its environment name, such as `METAFLOW_USER`; null when it is not set anywhere. */
export type Settings = (name: string) => string | null;

/**
 * Metaflow's settings as they hold in a folder: the environment, then `config.json` of the nearest `.metaflow`, then
 * `config.json` (or `config_<METAFLOW_PROFILE>.json`) in METAFLOW_HOME (`~/.metaflowconfig`). Read once, here.
 * @throws HeadwaterError HW403 when the profile's file is missing or a file is not JSON
 */
export function metaflowSettings(folder: string, env: Environment): Settings {
  const store = nearestStore(folder);
  const local = store === null ? {} : (readSettings(join(store, 'config.json')) ?? {});
  const global = readGlobalSettings(env);
  return name => textOf(env[name]) ?? textOf(local[name]) ?? textOf(global[name]);
}

/** The nearest `.metaflow` folder walking up from `folder`; null when there is none. */
export function nearestStore(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const candidate = join(at, '.metaflow');
    if (isFolder(candidate)) return candidate;
    if (dirname(at) === at) return null;
  }
}

/**
 * Who runs things, as Metaflow decides: METAFLOW_USER, SUDO_USER, USERNAME, USER, but never `root`; where nothing else is left, the account's
 * name (Metaflow would refuse).
 */
export function currentUser(settings: Settings, env: Environment): string {
  const names = [settings('METAFLOW_USER'), env['SUDO_USER'], env['USERNAME'], env['USER']];
  return names.find(name => name !== null && name !== undefined && name !== '' && name !== 'root') ?? accountName();
}

function readGlobalSettings(env: Environment): Readonly<Record<string, unknown>> {
  const home = expandHome(env['METAFLOW_HOME'] ?? '~/.metaflowconfig', env);
  const profile = env['METAFLOW_PROFILE'] ?? '';
  const path = join(home, profile === '' ? 'config.json' : `config_${profile}.json`);
  const found = readSettings(path);
  if (found === null && profile !== '')
    throw new HeadwaterError('HW403', `METAFLOW_PROFILE is '${profile}' but there is no ${path}.`, {
      about: path,
      hint: 'Make that file with `metaflow configure`, or unset METAFLOW_PROFILE.'
    });
  return found ?? {};
}

function expandHome(path: string, env: Environment): string {
  return path === '~' || path.startsWith('~/') ? join(env['HOME'] ?? homedir(), path.slice(1)) : path;
}

function readSettings(path: string): Readonly<Record<string, unknown>> | null {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
    throw new SyntaxError('it is not an object');
  } catch (error) {
    throw new HeadwaterError('HW403', `Metaflow's settings in ${path} are not JSON.`, {
      about: path,
      hint: 'Repair or remove that file.',
      cause: error
    });
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
