import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';
import { contentHash, forget, isDone, markDone } from './stamp.mjs';
import { announce, capture, SetupError } from './work.mjs';

/** Where JupyterLab's copy of the front end is made; the wheel and the project's own Python take it from there. */
export const labFolder = inProject('labextension', 'headwater', 'labextension');

/** What JupyterLab itself has loaded already: `@jupyter/builder` asks it for them at run time. */
const shared = [
  '@jupyterlab/*',
  '@jupyter/*',
  '@lumino/*',
  '@codemirror/state',
  '@codemirror/view',
  'react',
  'react/*',
  'react-dom',
  'react-dom/*',
  '@rjsf/utils'
];

/** Builds what JupyterLab loads, unless it was built from these very sources: one bundle by esbuild, made a federated module by JupyterLab's builder. */
export async function buildLab() {
  const inputs = ['labextension/src', 'labextension/schema', 'labextension/package.json', 'style', 'src', 'package-lock.json'];
  const hash = contentHash(inputs.map(each => inProject(...each.split('/'))));
  if (isDone('lab', hash) && existsSync(path.join(labFolder, 'package.json'))) return;
  await announce('Building the JupyterLab extension', () => buildInto(inProject('.cache', `lab-${process.pid}`)));
  markDone('lab', hash);
}

async function buildInto(folder) {
  forget('lab');
  try {
    prepare(folder);
    await bundle(folder);
    await federate(folder);
    replaceLab(path.join(folder, 'labextension'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare(folder) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(inProject('labextension', 'package.json'), path.join(folder, 'package.json'));
  cpSync(inProject('labextension', 'schema'), path.join(folder, 'schema'), { recursive: true });
}

async function bundle(folder) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: [
      { in: inProject('labextension', 'src', 'index.ts'), out: 'index' },
      { in: inProject('style', 'index.css'), out: 'style' }
    ],
    outdir: path.join(folder, 'lib'),
    bundle: true,
    // What is heavy is imported when it is first used, and becomes a file of its own.
    splitting: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    jsx: 'automatic',
    mainFields: ['module', 'main'],
    external: shared,
    loader: { '.svg': 'text' },
    tsconfig: inProject('labextension', 'tsconfig.json'),
    logLevel: 'warning'
  });
}

async function federate(folder) {
  const builder = inProject('node_modules', '@jupyter', 'builder', 'lib', 'build-labextension.js');
  const core = inProject('node_modules', '@jupyterlab', 'core-meta', 'core.package.json');
  const { status, output } = await capture(process.execPath, [builder, '--core-package-file', core, folder], { cwd: folder });
  if (status !== 0 || !existsSync(path.join(folder, 'labextension', 'package.json')))
    throw new SetupError(`JupyterLab's builder failed:\n${output.trimEnd()}`, 'Correct what it names and build again.');
}

/** A JupyterLab that is open goes on: its page is loaded, and a reload finds the new files. */
function replaceLab(built) {
  const old = `${labFolder}-old-${process.pid}`;
  mkdirSync(path.dirname(labFolder), { recursive: true });
  if (existsSync(labFolder)) renameSync(labFolder, old);
  renameSync(built, labFolder);
  writeFileSync(
    path.join(labFolder, 'install.json'),
    `${JSON.stringify({ packageManager: 'python', packageName: 'headwater', uninstallInstructions: 'pip uninstall headwater' }, null, 1)}\n`
  );
  rmSync(old, { recursive: true, force: true });
}
