import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { inProject } from './project.mjs';
import { projectPython } from './python.mjs';
import { SetupError } from './work.mjs';

/**
 * Starts JupyterLab on the loopback interface and resolves when it answers.
 * @param {string} notebook to be open, relative to the root
 * @param {{ browser: boolean, quiet?: boolean, root?: string, settings?: Record<string, string>, environment?: Record<string, string> }} options
 *   `root`: the folder that it serves, the project's when absent; `settings`: more of Jupyter's own
 * @returns {Promise<{ url: string, base: string, token: string, pid: number | undefined, ended: Promise<number>, stop: () => void }>} `url` has the token in it
 */
export async function startLab(notebook, { browser, quiet = false, root = inProject(), settings = {}, environment = {} }) {
  const port = await freePort();
  const token = randomBytes(24).toString('hex');
  const child = spawn(projectPython, labArguments(port, browser, notebook, { 'ServerApp.root_dir': root, ...settings }), {
    cwd: root,
    env: { ...labEnvironment(), ...environment, JUPYTER_TOKEN: token },
    stdio: ['ignore', 'ignore', 'pipe']
  });
  const log = keepLog(child, quiet);
  const ended = new Promise(resolve => child.once('exit', code => resolve(code ?? 0)));
  const base = `http://127.0.0.1:${port}${(settings['ServerApp.base_url'] ?? '').replace(/\/$/, '')}`;
  await waitUntilUp(`${base}/api?token=${token}`, ended, log);
  return {
    url: `${base}/lab/tree/${encodeURI(notebook)}?token=${token}`,
    base,
    token,
    pid: child.pid,
    ended,
    stop: () => end(child)
  };
}

/** A Jupyter now and then waits for ever for a worker thread of its own (anyio's) when it ends: it is killed after a while. */
function end(child) {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 8_000).unref();
}

function labArguments(port, browser, notebook, more) {
  const open = browser ? [`--LabApp.default_url=/lab/tree/${encodeURI(notebook)}`] : ['--no-browser'];
  const settings = {
    ...more,
    'ServerApp.port': port,
    'ServerApp.port_retries': 0,
    'ServerApp.ip': '127.0.0.1',
    'LabApp.extension_manager': 'readonly'
  };
  const root = process.getuid?.() === 0 ? ['--allow-root'] : [];
  return ['-m', 'jupyterlab', ...open, ...root, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
}

/** Nothing of the user's own Jupyter set-up takes part: what starts here starts everywhere. */
function labEnvironment() {
  return {
    ...process.env,
    JUPYTER_CONFIG_DIR: inProject('.cache', 'jupyter', 'config'),
    JUPYTER_DATA_DIR: inProject('.cache', 'jupyter', 'data'),
    JUPYTERLAB_SETTINGS_DIR: inProject('.cache', 'jupyter', 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: inProject('.cache', 'jupyter', 'workspaces')
  };
}

function keepLog(child, quiet) {
  const lines = [];
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', chunk => {
    lines.push(chunk);
    if (lines.length > 200) lines.shift();
    if (!quiet && /\b(ERROR|CRITICAL)\b/.test(chunk)) process.stderr.write(chunk);
  });
  return () => lines.join('');
}

async function waitUntilUp(address, ended, log) {
  let over = false;
  void ended.then(() => (over = true));
  for (const giveUp = Date.now() + 90_000; Date.now() < giveUp; await new Promise(resolve => setTimeout(resolve, 150))) {
    if (over) throw new SetupError(`JupyterLab ended at once:\n${log()}`, 'Remove the folder .python and start again.');
    if (await answers(address)) return;
  }
  throw new SetupError(
    `JupyterLab did not answer within 90 s:\n${log()}`,
    'Start again; if it happens again, remove the folder .python first.'
  );
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  const wanted = Number(process.env.HEADWATER_PORT ?? 8888);
  return tryPort(wanted).catch(() => tryPort(0));
}

function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: given } = server.address();
      server.close(() => resolve(given));
    });
  });
}
