import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { buildLab, labFolder } from './lab-build.mjs';
import { inProject } from './project.mjs';
import { findPython, projectPython } from './python.mjs';
import { reportAndExit } from './report.mjs';
import { contentHash, isDone, markDone } from './stamp.mjs';
import { announce, capture, SetupError } from './work.mjs';

/** Where wheels are put. */
const wheels = inProject('.cache', 'wheels');

/** What the built programs load at run time; everything else is inside of them. See `external` in build.mjs. */
const loaded = ['typescript', 'apache-arrow', 'koffi', 'tslab', 'zeromq'];

/** Packages that tslab names and never loads. */
const idle = /^(rollup|fsevents|@rollup\/.*|node-addon-api)$/;

/**
 * Builds one wheel with everything, unless it was built from these very sources: the extension's two halves, the kernel, the command.
 * @returns {Promise<string>} absolute path of the wheel
 */
export async function buildWheel() {
  await build();
  await buildLab();
  const inputs = ['dist', 'labextension', 'package-lock.json', 'src/setup/wheel.mjs'].map(each => inProject(...each.split('/')));
  const hash = contentHash(inputs, [labFolder]);
  if (!isDone('wheel', hash) || findWheel() === null) {
    await announce('Building the wheel', buildFromStage);
    markDone('wheel', hash);
  }
  return findWheel();
}

async function buildFromStage() {
  const stage = inProject('.cache', `wheel-${process.pid}`);
  try {
    stageFiles(stage);
    rmSync(wheels, { recursive: true, force: true });
    await makeWheel(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function stageFiles(stage) {
  mkdirSync(stage, { recursive: true });
  const isWanted = file => !/__pycache__|[\\/]engine$/.test(file);
  for (const each of ['pyproject.toml', 'headwater', 'kernelspec', 'jupyter_server_config.d'])
    cpSync(inProject('labextension', each), path.join(stage, each), { recursive: true, filter: isWanted });
  cpSync(inProject('LICENSE'), path.join(stage, 'LICENSE'));
  stageEngine(path.join(stage, 'headwater', 'engine'));
}

/** The npm package with what it needs at run time. */
function stageEngine(engine) {
  const { name, version, description, license, type, types, main, exports, bin, engines } = JSON.parse(
    readFileSync(inProject('package.json'), 'utf8')
  );
  mkdirSync(engine, { recursive: true });
  const manifest = { name, version, description, license, type, types, main, exports, bin, engines };
  writeFileSync(path.join(engine, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(inProject('dist'), path.join(engine, 'dist'), { recursive: true });
  for (const folder of neededPackages()) copyPackage(folder, engine);
}

/** Folders of the packages that are loaded and of those they need, as the lockfile places them: `node_modules/tslab`. */
function neededPackages() {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  const found = new Set();
  const visit = (name, from) => {
    const place = placeOf(name, from, packages);
    if (place === null || found.has(place) || idle.test(name) || !existsSync(inProject(place))) return;
    found.add(place);
    const { dependencies = {}, optionalDependencies = {} } = packages[place];
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(each, place);
  };
  for (const name of loaded) visit(name, '');
  return [...found];
}

/** Where Node finds a package that another one asks for; null when it is not there. */
function placeOf(name, from, packages) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (place in packages) return place;
    if (at === '') return null;
  }
}

function copyPackage(folder, engine) {
  const source = inProject(folder);
  const filter = file => isNeeded(folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length), path.relative(source, file));
  cpSync(source, path.join(engine, folder), { recursive: true, filter, dereference: true });
}

/** Leaves out sources, maps, programs of other uses and binaries for Node before version 20. */
function isNeeded(name, file) {
  const parts = file.split(path.sep).join('/');
  if (parts === '') return true;
  if (/^node_modules($|\/)/.test(parts)) return false;
  if (/\.(map|md|cc|hh|cpp|hpp|c|h|S|asm|inc|tsbuildinfo)$|(^|\/)(doc|vendor|CMakeLists\.txt)(\/|$)/.test(parts)) return false;
  if (name === 'typescript' || name === '@tslab/typescript-for-tslab')
    return /^(package\.json|LICENSE.*|lib|lib\/(typescript\.js|typescript\.d\.ts|lib[\w.]*\.d\.ts))$/.test(parts);
  if (name === 'zeromq') return !/^(src|script)(\/|$)|node\/(64|72|108)(\/|$)|-(64|72)-Release/.test(parts);
  if (name === 'cmake-ts') return /^(package\.json|build|build\/loader\.js)$/.test(parts);
  return true;
}

async function makeWheel(stage) {
  const python = existsSync(projectPython) ? projectPython : await findPython([3, 10]);
  const args = ['-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-deps', '--wheel-dir', wheels, stage];
  const { status, output } = await capture(python, args);
  if (status === 0 && findWheel() !== null) return;
  throw new SetupError(`pip could not build the wheel:\n${output.trimEnd()}`, 'Check that pip reaches its index: it needs hatchling.');
}

function findWheel() {
  const name = existsSync(wheels) ? readdirSync(wheels).find(each => each.endsWith('.whl')) : undefined;
  return name === undefined ? null : path.join(wheels, name);
}

async function main() {
  const wheel = await buildWheel();
  process.stdout.write(`${wheel} (${(statSync(wheel).size / 1e6).toFixed(1)} MB)\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main().catch(reportAndExit);
