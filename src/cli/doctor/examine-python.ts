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
  /** Command line of the kernel `headwater`; null when Jupyter does not know it. */
  readonly kernel: readonly string[] | null;
  /** Likewise of `tslab`. */
  readonly stock: readonly string[] | null;
  /** Version of the JupyterLab extension; null when JupyterLab does not find it. */
  readonly front: string | null;
  /** Whether jupyter_server is to load the extension's other half, and finds it. */
  readonly server: boolean | null;
}

/** All questions in one process: starting Jupyter's own commands takes seconds. */
const program = `
import importlib.metadata, importlib.util, json, platform, sys
def ask(question):
    try:
        return question()
    except Exception:
        return None
def kernel(name):
    from jupyter_client.kernelspec import KernelSpecManager
    return KernelSpecManager().get_kernel_spec(name).argv
def front():
    from pathlib import Path
    from jupyter_core.paths import jupyter_path
    manifests = [Path(each) / "headwater-lab" / "package.json" for each in jupyter_path("labextensions")]
    return json.loads(next(each for each in manifests if each.exists()).read_text())["version"]
def server():
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager
    enabled = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    return enabled.get("headwater") is True and importlib.util.find_spec("headwater") is not None
print(json.dumps({
    "version": platform.python_version(),
    "recent": sys.version_info >= (3, 10),
    "venv": all(importlib.util.find_spec(each) for each in ("venv", "ensurepip")),
    "lab": ask(lambda: importlib.metadata.version("jupyterlab")),
    "kernel": ask(lambda: kernel("headwater")),
    "stock": ask(lambda: kernel("tslab")),
    "front": ask(front),
    "server": ask(server),
}))`;

/** Python and what JupyterLab needs of it: only for notebooks on a screen; flows of TypeScript cells run without. */
export function examinePython(): readonly Finding[] {
  const project = join(packageRoot, '.python', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  // The Python package starts this program with its own Python named.
  const host = process.env['HEADWATER_HOST_PYTHON'];
  for (const python of [...(host === undefined ? [] : [host]), project, 'python3', 'python']) {
    const answers = ask(python);
    if (answers?.recent !== true) continue;
    return [
      ok('Python', `${answers.version} (${python})`),
      judgeVenv(answers),
      judgeLab(answers),
      judgeExtension(answers),
      judgeServer(answers),
      judgeKernel('Headwater kernel', answers.kernel, inJupyter),
      ...(answers.stock === null ? [] : [judgeKernel('tslab kernel', answers.stock, 'npx tslab install --user')])
    ];
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
  const hint = 'npm start installs it into .python; elsewhere: pip install jupyterlab.';
  return optional('JupyterLab', 'not installed: notebooks run as flows, but cannot be opened', hint);
}

const inJupyter = 'npm start installs it for the project; elsewhere: pip install headwater, in the environment of JupyterLab';

function judgeExtension({ front }: Answers): Finding {
  if (front !== null) return ok('JupyterLab extension', front);
  return optional('JupyterLab extension', 'JupyterLab does not find it', `${inJupyter}.`);
}

function judgeServer({ server }: Answers): Finding {
  if (server === true) return ok('server extension', 'enabled');
  const found = server === null ? 'jupyter_server cannot be asked' : 'Jupyter does not load it: the extension shows no runs';
  return optional('server extension', found, `${inJupyter}; then: jupyter server extension enable headwater.`);
}

/** A command that is not absolute is found when the kernel starts. */
function judgeKernel(name: string, command: readonly string[] | null, hint: string): Finding {
  if (command === null) return optional(name, 'Jupyter does not know it', `${hint}.`);
  const gone = command.find(each => each.startsWith('/') && !existsSync(each));
  if (gone === undefined)
    return ok(
      name,
      command
        .filter(each => !each.startsWith('-'))
        .slice(0, 2)
        .join(' ')
    );
  return optional(name, `its program ${gone} is gone`, `${hint}.`);
}
