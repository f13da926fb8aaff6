import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findPackages, installedVersion } from './local-modules';

/** What nobody can find out later about the circumstances of a run. */
export interface Provenance {
  readonly git: GitState | null;
  readonly kernel: string | null;
  readonly node: string;
  readonly typescript: string | null;
  readonly platform: string;
  /** Resolved versions of the packages that the notebook imports; null when one is not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
}

/** The checkout that the notebook lies in. */
export interface GitState {
  readonly repo_url: string | null;
  readonly branch_name: string | null;
  readonly commit_sha: string;
  readonly has_uncommitted_changes: boolean;
}

const run = promisify(execFile);

/** The versions and the state of the checkout, as far as this machine can tell. `git` is asked in the background: it may take longer than the run's start. */
export async function recordProvenance(sources: readonly string[], folder: string, kernel: string | null): Promise<Provenance> {
  const names = findPackages(sources);
  return {
    git: await gitState(folder),
    kernel,
    node: process.version,
    typescript: installedVersion('typescript', __dirname),
    platform: `${process.platform}-${process.arch}`,
    packages: Object.fromEntries(names.map(name => [name, installedVersion(name, folder)]))
  };
}

/** Null where there is no git, no checkout or no commit yet. */
async function gitState(folder: string): Promise<GitState | null> {
  const commit = await git(folder, 'rev-parse', 'HEAD');
  if (commit === null) return null;
  const [url, branch, changes] = await Promise.all([
    git(folder, 'config', '--get', 'remote.origin.url'),
    git(folder, 'rev-parse', '--abbrev-ref', 'HEAD'),
    git(folder, 'status', '--porcelain', '--untracked-files=no')
  ]);
  return {
    repo_url: url === null ? null : withoutSecret(url),
    branch_name: branch,
    commit_sha: commit,
    has_uncommitted_changes: changes !== null && changes !== ''
  };
}

async function git(folder: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['-C', folder, ...args], { timeout: 5000 });
    return stdout.trim();
  } catch {
    return null;
  }
}

/** A remote's address may carry a password or a token. */
function withoutSecret(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
