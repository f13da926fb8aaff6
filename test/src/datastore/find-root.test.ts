import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureRoot, findRoot } from '../../../src/datastore/find-root';
import { currentUser, metaflowSettings } from '../../../src/datastore/metaflow-settings';

let base: string;
let home: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'headwater-root-')));
  home = path.join(base, 'home');
  mkdirSync(path.join(base, 'project', 'notebooks', 'deep'), { recursive: true });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const at = (...parts: string[]): string => path.join(base, ...parts);
const notebooks = (): string => at('project', 'notebooks', 'deep');

describe('the store of a folder', () => {
  it('is the nearest .metaflow walking up', () => {
    mkdirSync(at('project', '.metaflow'));
    mkdirSync(at('.metaflow'));
    expect(findRoot(notebooks(), { HOME: home })).toBe(at('project', '.metaflow'));
  });

  it('is none when there is no .metaflow', () => {
    expect(findRoot(notebooks(), { HOME: home })).toBeNull();
  });

  it('is not a file called .metaflow', () => {
    writeFileSync(at('project', 'notebooks', '.metaflow'), '');
    mkdirSync(at('project', '.metaflow'));
    expect(findRoot(notebooks(), { HOME: home })).toBe(at('project', '.metaflow'));
  });

  it('is .metaflow in METAFLOW_DATASTORE_SYSROOT_LOCAL, whatever lies nearer', () => {
    mkdirSync(at('project', '.metaflow'));
    mkdirSync(at('elsewhere', '.metaflow'), { recursive: true });
    expect(findRoot(notebooks(), { HOME: home, METAFLOW_DATASTORE_SYSROOT_LOCAL: at('elsewhere') })).toBe(at('elsewhere', '.metaflow'));
  });

  it('is taken from the profile in METAFLOW_HOME', () => {
    mkdirSync(at('settings'));
    mkdirSync(at('team', '.metaflow'), { recursive: true });
    writeFileSync(at('settings', 'config_team.json'), JSON.stringify({ METAFLOW_DATASTORE_SYSROOT_LOCAL: at('team') }));
    expect(findRoot(notebooks(), { METAFLOW_HOME: at('settings'), METAFLOW_PROFILE: 'team' })).toBe(at('team', '.metaflow'));
  });

  it('is refused with the file named when the profile is missing or no JSON', () => {
    expect(() => findRoot(notebooks(), { METAFLOW_HOME: at('settings'), METAFLOW_PROFILE: 'team' })).toThrow(/config_team\.json/);
    mkdirSync(at('settings'));
    writeFileSync(at('settings', 'config.json'), '{"METAFLOW_');
    expect(() => findRoot(notebooks(), { METAFLOW_HOME: at('settings') })).toThrow(/config\.json are not JSON/);
  });

  it.each(['METAFLOW_DEFAULT_DATASTORE', 'METAFLOW_DEFAULT_METADATA'])('is refused when %s asks for another kind', name => {
    expect(() => findRoot(notebooks(), { HOME: home, [name]: 's3' })).toThrow(expect.objectContaining({ code: 'HW409', about: name }));
  });
});

describe('a store to write to', () => {
  it.each(['.git', 'package.json', 'pyproject.toml'])('is made at the project root, where %s is', mark => {
    mkdirSync(at('project', mark));
    expect(ensureRoot(notebooks(), { HOME: home })).toBe(at('project', '.metaflow'));
    expect(readFileSync(at('project', '.metaflow', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is made in the folder itself when no project is around it', () => {
    expect(ensureRoot(notebooks(), { HOME: home })).toBe(path.join(notebooks(), '.metaflow'));
  });

  it('is the one that is there', () => {
    mkdirSync(at('.metaflow'));
    mkdirSync(at('project', '.git'));
    expect(ensureRoot(notebooks(), { HOME: home })).toBe(at('.metaflow'));
    expect(existsSync(at('.metaflow', '.gitignore'))).toBe(false);
  });

  it('is refused by path when a file stands in its place', () => {
    writeFileSync(at('blocked'), '');
    expect(() => ensureRoot(notebooks(), { HOME: home, METAFLOW_DATASTORE_SYSROOT_LOCAL: at('blocked') })).toThrow(
      expect.objectContaining({ code: 'HW414', about: at('blocked', '.metaflow') })
    );
  });
});

describe('the user', () => {
  it.each([
    [{ METAFLOW_USER: 'ada', SUDO_USER: 'bob', USER: 'cy' }, 'ada'],
    [{ SUDO_USER: 'bob', USERNAME: 'dan', USER: 'cy' }, 'bob'],
    [{ SUDO_USER: 'root', USERNAME: '', USER: 'cy' }, 'cy']
  ])('of %o is %s', (env, user) => {
    expect(currentUser(metaflowSettings(notebooks(), { HOME: home, ...env }), env)).toBe(user);
  });
});
