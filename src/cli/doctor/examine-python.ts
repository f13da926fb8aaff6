import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../scheduler/entries';
import { askProgram } from './ask-program';
import { missing, ok, optional, type Finding } from './finding';

/** Python and what JupyterLab needs of it: only for notebooks on a screen; flows of TypeScript cells run without. */
export function examinePython(): readonly Finding[] {
  const project = join(packageRoot, '.python', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const python = [project, 'python3', 'python'].find(each => isRecent(each));
  if (python === undefined) return [noPython()];
  return [examineVersion(python), examineVenv(python), examineLab(python), examineKernel(python)];
}

function isRecent(python: string): boolean {
  return askProgram(python, ['-c', 'import sys; assert sys.version_info >= (3, 10)']) !== null;
}

function noPython(): Finding {
  return missing('Python', 'no Python 3.10 or later', 'Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python.');
}

function examineVersion(python: string): Finding {
  return ok('Python', `${askProgram(python, ['-c', 'import platform; print(platform.python_version())']) ?? ''} (${python})`);
}

function examineVenv(python: string): Finding {
  if (askProgram(python, ['-c', 'import venv, ensurepip']) !== null) return ok('Python venv', 'works');
  return missing('Python venv', 'the module venv or ensurepip is missing', 'Debian, Ubuntu: apt-get install python3-venv.');
}

function examineLab(python: string): Finding {
  const version = askProgram(python, ['-m', 'jupyterlab', '--version']);
  if (version !== null) return ok('JupyterLab', version);
  return optional(
    'JupyterLab',
    'not installed: notebooks run as flows, but cannot be opened',
    'npm start installs it into .python, or: pip install jupyterlab==4.6.6.'
  );
}

function examineKernel(python: string): Finding {
  const spec = tslabSpec(askProgram(python, ['-m', 'jupyter', 'kernelspec', 'list', '--json']));
  if (spec === null)
    return optional('tslab kernel', 'JupyterLab does not know it', 'npm start makes it known, or: npx tslab install --user.');
  const program = spec.find(each => each.includes('tslab') && each.includes('/'));
  if (program === undefined || existsSync(program)) return ok('tslab kernel', spec.slice(0, 2).join(' '));
  return optional('tslab kernel', `its program ${program} is gone`, 'npm start makes it known again, or: npx tslab install --user.');
}

/** The kernel's command line, from `jupyter kernelspec list --json`. */
function tslabSpec(text: string | null): readonly string[] | null {
  if (text === null) return null;
  const specs: unknown = JSON.parse(text);
  const argv = property(property(property(property(specs, 'kernelspecs'), 'tslab'), 'spec'), 'argv');
  return Array.isArray(argv) ? argv.map(String) : null;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}
