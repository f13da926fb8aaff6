import { spawn, type ChildProcess } from 'node:child_process';
import { HeadwaterError } from '../../errors';
import type { Kernelspec } from './kernelspec';

/** A kernel's process, leader of a group of its own. */
export interface KernelProcess {
  /** Rejects when the process cannot be started or ends; never resolves. HW361. */
  readonly ended: Promise<never>;
  /** Ends it at once, with everything that it has started. */
  kill(): void;
}

/** Characters of what a kernel has printed last that are shown when it dies. */
const lastWords = 400;

/** Starts a kernel in a folder, the notebook's, with a connection file. */
export function startKernelProcess(spec: Kernelspec, connectionFile: string, folder: string): KernelProcess {
  const [program = '', ...args] = spec.argv.map(each =>
    each.replaceAll('{connection_file}', connectionFile).replaceAll('{resource_dir}', spec.folder)
  );
  const env = { ...process.env, ...expanded(spec.env) };
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const words = lastOutput(child);
  const ended = new Promise<never>((_, reject) => {
    child.once('error', error => reject(died(spec, `it could not be started (${error.message})`, '')));
    child.once('close', (code, signal) =>
      reject(died(spec, signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`, words()))
    );
  });
  // Whoever waits for the kernel hears of it; nobody does when it is ended on purpose.
  ended.catch(() => undefined);
  const kill = (): void => killGroup(child.pid);
  process.on('exit', kill);
  void ended.catch(() => process.off('exit', kill));
  return { ended, kill };
}

/** `${NAME}` stands for a variable of this process's environment. */
function expanded(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace(/\$\{(\w+)\}/g, (_, key: string) => process.env[key] ?? '')])
  );
}

function lastOutput(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-lastWords);
  });
  return () => text.trim();
}

function died({ name }: Kernelspec, how: string, words: string): HeadwaterError {
  return new HeadwaterError('HW361', `The kernel '${name}' is gone: ${how}.${words === '' ? '' : ` It said: ${words}`}`, {
    about: name,
    hint: 'Does the notebook run in JupyterLab? `headwater doctor` looks at the kernel too.'
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
