import { spawnSync } from 'node:child_process';
import { build, headwaterProgram } from './build.mjs';
import { installKernel } from './kernel.mjs';
import { startLab } from './lab.mjs';
import { installModules } from './modules.mjs';
import { inProject } from './project.mjs';
import { installPython } from './python.mjs';
import { reportAndExit } from './report.mjs';
import { announce, SetupError, show } from './work.mjs';

const notebook = 'client/examples/flight-delays.ipynb';

start(process.argv.slice(2)).catch(reportAndExit);

/** `npm start`: installs, builds, runs the example as a flow, and serves JupyterLab with it (`--once`: ends after the run). */
async function start(options) {
  refuseUnknown(options);
  checkNode();
  process.stderr.write('Headwater: setting up\n');
  await installModules();
  await build();
  await installPython('python', [inProject('labextension', 'requirements.txt')]);
  installKernel();
  const status = await runExample();
  if (status !== 0) process.exit(status);
  if (!options.includes('--once')) await serve(options.includes('--no-browser'));
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

async function runExample() {
  process.stderr.write(`\nRunning ${notebook} as a flow: headwater run ${notebook}\n`);
  const status = await show(process.execPath, [headwaterProgram(), 'run', inProject(notebook)]);
  if (status === 0) process.stdout.write(whatNow());
  return status;
}

function whatNow() {
  return `
Look at it:
  npx headwater runs FlightDelays               every run
  npx headwater graph ${notebook}               the steps and what flows between them
  npx headwater show FlightDelays/<run>/compare the variables of a step
`;
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
