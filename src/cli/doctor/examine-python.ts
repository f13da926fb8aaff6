import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../scheduler/entries';
import { askProgram } from './ask-program';
import { missing, ok, optional, type Finding } from './finding';

/** What one Python says of itself, as `program` prints it. */
interface Answers {
  readonly version: string;
  readonly recent: boolean;
  readonly venv: boolean;
  /** Version of JupyterLab; null when it is not installed. */
  readonly lab: string | null;
  /** Command line of the kernel `tslab`; null when Jupyter does not know it. */
  readonly kernel: readonly string[] | null;
}

/** All questions in one process: starting Jupyter's own commands takes seconds. */
const program = `
import importlib.metadata, importlib.util, json, platform, sys
def ask(question):
    try:
        return question()
    except Exception:
        return None
def kernel():
    from jupyter_client.kernelspec import KernelSpecManager
    return KernelSpecManager().get_kernel_spec("tslab").argv
print(json.dumps({
    "version": platform.python_version(),
    "recent": sys.version_info >= (3, 10),
    "venv": all(importlib.util.find_spec(each) for each in ("venv", "ensurepip")),
    "lab": ask(lambda: importlib.metadata.version("jupyterlab")),
    "kernel": ask(kernel),
}))`;

/** Python and what JupyterLab needs of it: only for notebooks on a screen; flows of TypeScript cells run without. */
export function examinePython(): readonly Finding[] {
  const project = join(packageRoot, '.python', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  for (const python of [project, 'python3', 'python']) {
    const answers = ask(python);
    if (answers?.recent !== true) continue;
    return [ok('Python', `${answers.version} (${python})`), judgeVenv(answers), judgeLab(answers), judgeKernel(answers)];
  }
  return [
    missing('Python', 'no Python 3.10 or later', 'Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python.')
  ];
}

function ask(python: string): Answers | null {
  const text = askProgram(python, ['-c', program]);
  return text === null ? null : (JSON.parse(text) as Answers);
}

function judgeVenv({ venv }: Answers): Finding {
  if (venv) return ok('Python venv', 'works');
  return missing('Python venv', 'the module venv or ensurepip is missing', 'Debian, Ubuntu: apt-get install python3-venv.');
}

function judgeLab({ lab }: Answers): Finding {
  if (lab !== null) return ok('JupyterLab', lab);
  const hint = 'npm start installs it into .python, or: pip install jupyterlab==4.6.6.';
  return optional('JupyterLab', 'not installed: notebooks run as flows, but cannot be opened', hint);
}

function judgeKernel({ kernel }: Answers): Finding {
  if (kernel === null)
    return optional('tslab kernel', 'Jupyter does not know it', 'npm start makes it known, or: npx tslab install --user.');
  const gone = kernel.slice(0, 2).find(each => each.startsWith('/') && !existsSync(each));
  if (gone === undefined) return ok('tslab kernel', kernel.slice(0, 2).join(' '));
  return optional('tslab kernel', `its program ${gone} is gone`, 'npm start makes it known again, or: npx tslab install --user.');
}
