import { existsSync, rmSync } from 'node:fs';
import { inProject } from './project.mjs';
import { contentHash, forget, isDone, markDone } from './stamp.mjs';
import { announce, capture, lastLines, SetupError } from './work.mjs';

const windows = process.platform === 'win32';

/** The project's own Python, made by `installPython`. */
export const projectPython = inProject('.python', windows ? 'Scripts/python.exe' : 'bin/python');

/**
 * Makes `.python`, a virtual environment with exactly the given requirements, unless it is there with them.
 * @param {string} name of this set of requirements
 * @param {string[]} requirements files, absolute
 * @param {[number, number]} oldest version of Python that they can do with
 */
export async function installPython(name, requirements, oldest = [3, 10]) {
  const hash = contentHash(requirements, [projectPython]);
  if (isDone(name, hash) && existsSync(projectPython)) return;
  const python = await findPython(oldest);
  forget(name);
  if (!(await isVersion(projectPython, oldest))) await announce('Making a Python environment in .python', () => makeEnvironment(python));
  await announce(`Installing Python packages in .python (a minute the first time)`, () => installRequirements(requirements));
  markDone(name, hash);
}

/**
 * A Python of this machine: HEADWATER_BASE_PYTHON, else the newest suitable one on the path.
 * @param {[number, number]} oldest
 * @returns {Promise<string>} a command
 * @throws SetupError when there is none
 */
export async function findPython(oldest) {
  const chosen = process.env.HEADWATER_BASE_PYTHON;
  const names = chosen ? [chosen] : ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  for (const name of names) if (await isVersion(name, oldest)) return name;
  throw new SetupError(
    `There is no Python ${oldest.join('.')} or later (looked for ${names.join(', ')}).`,
    'Install one (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python), or name it in HEADWATER_BASE_PYTHON.'
  );
}

async function isVersion(command, [major, minor]) {
  const program = `import sys; sys.exit(0 if sys.version_info[:2] >= (${major}, ${minor}) else 1)`;
  return (await capture(command, ['-c', program])).status === 0;
}

async function makeEnvironment(python) {
  rmSync(inProject('.python'), { recursive: true, force: true });
  const { status, output } = await capture(python, ['-m', 'venv', inProject('.python')]);
  if (status === 0) return;
  rmSync(inProject('.python'), { recursive: true, force: true });
  throw new SetupError(
    `'${python} -m venv' failed:\n${lastLines(output)}`,
    /ensurepip|No module named venv/.test(output)
      ? 'Python came without its venv module. Debian, Ubuntu: apt-get install python3-venv; then start again.'
      : 'Make it work by hand, or name another Python in HEADWATER_BASE_PYTHON, then start again.'
  );
}

async function installRequirements(requirements) {
  const files = requirements.flatMap(file => ['-r', file]);
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', ...files];
  const { status, output } = await capture(projectPython, args);
  if (status === 0) return;
  throw new SetupError(
    `pip could not install ${requirements.map(each => each.slice(inProject().length + 1)).join(' and ')}:\n${lastLines(output)}`,
    'Check that pip reaches its index (`python3 -m pip download jupyterlab`; behind a proxy: HTTPS_PROXY), then start again.'
  );
}
