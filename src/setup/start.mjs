import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, headwaterProgram } from './build.mjs';
import { installExtension } from './extension.mjs';
import { installKernels } from './kernel.mjs';
import { buildLab } from './lab-build.mjs';
import { startLab } from './lab.mjs';
import { installModules } from './modules.mjs';
import { inProject } from './project.mjs';
import { installPython } from './python.mjs';
import { reportAndExit } from './report.mjs';
import { contentHash, isDone, markDone } from './stamp.mjs';
import { announce, capture, SetupError, show } from './work.mjs';

const notebook = 'client/examples/flight-delays.ipynb';
const flow = 'FlightDelays';

start(process.argv.slice(2)).catch(reportAndExit);

/**
 * `npm start`: installs, builds, runs the example as a flow, and serves JupyterLab with it. What was done before is not done again.
 * `--once` always runs the example, and ends after it.
 */
async function start(options) {
  refuseUnknown(options);
  checkNode();
  process.stderr.write('Headwater: setting up\n');
  await installModules();
  await build();
  await buildLab();
  await installPython('python', [inProject('labextension', 'requirements.txt')]);
  installKernels();
  installExtension();
  const once = options.includes('--once');
  const status = await runExample(once);
  if (status !== 0) process.exit(status);
  if (!once) await serve(options.includes('--no-browser'));
}

function refuseUnknown(options) {
  const unknown = options.find(each => each !== '--once' && each !== '--no-browser');
  if (unknown !== undefined)
    throw new SetupError(`npm start does not know '${unknown}'.`, 'It takes --once (end after the run) and --no-browser.');
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new SetupError(
      `This is Node.js ${process.versions.node}; Headwater needs 20 or later.`,
      'Install a newer one from your package manager or with nvm.'
    );
}

async function runExample(always) {
  const hash = contentHash([inProject(notebook), inProject('package-lock.json')]);
  const earlier = isDone('example', hash) ? await latestRun() : null;
  if (earlier !== null && !always) {
    process.stdout.write(`\nThe example ran before: ${earlier}. Run it again: npx headwater run ${notebook}\n${whatNow(earlier)}`);
    return 0;
  }
  process.stderr.write(`\nRunning the example as a flow: npx headwater run ${notebook}\n`);
  const status = await show(process.execPath, [headwaterProgram(), 'run', inProject(notebook)]);
  if (status !== 0) return status;
  markDone('example', hash);
  process.stdout.write(whatNow((await latestRun()) ?? flow));
  return 0;
}

/** Pathspec of the example's latest successful run; null when the store has none. */
async function latestRun() {
  const args = [headwaterProgram(), 'runs', flow, '--status', 'successful', '--limit', '1', '--json'];
  const { status, output } = await capture(process.execPath, args, { cwd: path.dirname(inProject(notebook)) });
  return status === 0 ? (JSON.parse(output)[0]?.pathspec ?? null) : null;
}

function whatNow(run) {
  const lines = [
    [`npx headwater runs ${flow}`, 'every run'],
    [`npx headwater show ${run}/compare`, 'what a step made'],
    [`npx headwater graph ${notebook}`, 'the steps, and what flows between them']
  ];
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nFrom this folder:\n${lines.map(([command, what]) => `  ${command.padEnd(width)}   ${what}\n`).join('')}`;
}

async function serve(noBrowser) {
  const browser = !noBrowser && hasBrowser();
  const lab = await announce('Starting JupyterLab', () => startLab(notebook, { browser }));
  process.stdout.write(`\nJupyterLab with the example: ${lab.url}\nCtrl-C ends it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, lab.stop);
  process.exitCode = await lab.ended;
}

function hasBrowser() {
  if (process.env.CI || process.env.SSH_CONNECTION) return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return Boolean(display) && spawnSync('xdg-open', ['--version'], { stdio: 'ignore' }).status === 0;
}
