import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { inProject, projectRoot } from './project.mjs';
import { announce, capture, lastLines, SetupError } from './work.mjs';

/** Installs the packages of the lockfile with `npm ci`, unless they are there. */
export async function installModules() {
  if (!areModulesInstalled()) await announce('Installing npm packages (about 10 s with a warm cache)', runNpmCi);
  linkSelf();
}

/**
 * Whether node_modules holds every package of the lockfile, in its version. Packages for other machines count as there.
 * @returns {boolean}
 */
export function areModulesInstalled() {
  const installed = packagesOf(inProject('node_modules', '.package-lock.json'));
  const wanted = packagesOf(inProject('package-lock.json'));
  return Object.entries(wanted).every(([name, each]) => name === '' || each.optional || installed[name]?.version === each.version);
}

async function runNpmCi() {
  const { status, output } = await capture('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32'
  });
  if (status === 0) return;
  throw new SetupError(
    `npm could not install the packages of package-lock.json:\n${lastLines(output)}`,
    status === 127
      ? 'Install npm: it comes with Node.js 20 or later.'
      : 'Check that npm reaches its registry (`npm ping`; behind a proxy: `npm config set proxy`), then start again.'
  );
}

/** A stock tslab kernel looks for `headwater` in node_modules only, so the project is linked into its own. */
function linkSelf() {
  const link = inProject('node_modules', 'headwater');
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && readlinkSync(link) === '..') return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(process.platform === 'win32' ? projectRoot : '..', link, process.platform === 'win32' ? 'junction' : 'dir');
}

function packagesOf(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : {};
}
