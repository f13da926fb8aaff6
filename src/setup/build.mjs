import { cpSync, existsSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';
import { contentHash, forget, isDone, markDone } from './stamp.mjs';
import { announce, capture, SetupError } from './work.mjs';

/** Programs that start from cold: each becomes one file, `program.js`, and a small `main.js` that runs it from its bytecode. */
const rooms = ['src/cli', 'src/scheduler', 'src/task', 'src/server', 'src/kernel'];
/** The client is one file too: every notebook loads it. */
const programs = [
  ...rooms.map(room => `${room}/main`),
  'client/index',
  'chart',
  'src/task/probe',
  'src/kernel/control',
  'src/table-file/parquet-thread',
  'src/preview/preview-thread'
];
/** What they share with a user's cells, or load late, stays outside. */
const external = [
  'typescript',
  'apache-arrow',
  'koffi',
  'tslab',
  'zeromq',
  'parquet-wasm',
  'parquetjs-lite',
  '@bokuweb/zstd-wasm',
  'lz4-napi'
];

/** Builds `dist/`, unless it was built from these very sources: declarations by tsc, programs by esbuild, the published schemas. */
export async function build() {
  const inputs = ['src', 'client', 'package.json', 'package-lock.json'].map(each => inProject(each));
  const hash = contentHash(inputs, [process.platform]);
  if (isDone('build', hash) && programs.every(each => existsSync(distFile(each)))) return touchPrograms();
  await announce('Building', () => buildInto(inProject('.cache', `dist-${process.pid}`)));
  markDone('build', hash);
}

async function buildInto(folder) {
  forget('build');
  try {
    const [problems] = await Promise.all([compile(folder), bundle(folder), packCompiler(folder), packCharts(folder)]);
    cpSync(inProject('src', 'notebook', 'schema'), path.join(folder, 'schema'), { recursive: true });
    replaceDist(folder);
    if (problems !== null) throw new SetupError(`Built, but the sources do not type-check:\n${problems}`, 'Correct them and build again.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs that are going on start processes from `dist`: it must not be gone for long. */
function replaceDist(folder) {
  const old = `${folder}-old`;
  if (existsSync(inProject('dist'))) renameSync(inProject('dist'), old);
  renameSync(folder, inProject('dist'));
  rmSync(old, { recursive: true, force: true, maxRetries: 5 });
}

/** Returns the compiler's complaints, or null. */
async function compile(folder) {
  const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const { status, output } = await capture(process.execPath, [
    tsc,
    '-p',
    inProject('src', 'tsconfig.json'),
    '--emitDeclarationOnly',
    '--outDir',
    folder
  ]);
  return status === 0 ? null : output.trimEnd();
}

async function bundle(folder) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: [
      { in: inProject('client/index.ts'), out: 'client/index' },
      // What `verify` loads inside a kernel.
      { in: inProject('src/task/describe/probe.ts'), out: 'src/task/probe' },
      // A thread of the kernel.
      { in: inProject('src/kernel/control/control.ts'), out: 'src/kernel/control' },
      // A thread of whoever reads or writes Parquet.
      { in: inProject('src/table-file/parquet-thread.ts'), out: 'src/table-file/parquet-thread' },
      // A thread of the scheduler.
      { in: inProject('src/preview/preview-thread.ts'), out: 'src/preview/preview-thread' },
      ...rooms.map(room => ({ in: inProject(`${room}/main.ts`), out: `${room}/program` })),
      ...rooms.map(room => ({ in: inProject('src/start/main.ts'), out: `${room}/main` }))
    ],
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jsonc-parser's main is UMD, which cannot be bundled.
    mainFields: ['module', 'main'],
    external,
    keepNames: true,
    allowOverwrite: true,
    logLevel: 'warning'
  });
}

/** Half of what loading the compiler costs is reading nine megabytes: programs load a smaller copy of it. */
async function packCompiler(folder) {
  const source = inProject('node_modules/typescript/lib/typescript.js');
  await packOnce('compiler', [source], folder, packed => ({
    entryPoints: [source],
    outfile: path.join(packed, 'typescript.js'),
    minify: true,
    charset: 'ascii',
    legalComments: 'inline',
    logLevel: 'error'
  }));
}

/** What draws charts is big: it stays out of the programs, and is loaded with the first chart. */
async function packCharts(folder) {
  await packOnce('charts', [inProject('src', 'chart'), inProject('src', 'card'), inProject('package-lock.json')], folder, packed => ({
    entryPoints: [inProject('src/chart/main.ts')],
    outfile: path.join(packed, 'chart.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    legalComments: 'linked',
    // Without a canvas, widths of text are estimated.
    alias: { 'vega-canvas': inProject('node_modules/vega-canvas/build/vega-canvas.browser.js') },
    logLevel: 'error'
  }));
}

/** What takes long and seldom changes is kept: made by these options from these very inputs, it is only copied. */
async function packOnce(name, inputs, folder, optionsFor) {
  const kept = inProject('.cache', 'packed', name);
  const hash = contentHash(inputs, [JSON.stringify(optionsFor('')), process.platform]);
  if (!isDone(`packed-${name}`, hash) || !existsSync(kept)) {
    forget(`packed-${name}`);
    const esbuild = await import('esbuild');
    const made = `${kept}-${process.pid}`;
    await esbuild.build(optionsFor(made));
    rmSync(kept, { recursive: true, force: true });
    renameSync(made, kept);
    markDone(`packed-${name}`, hash);
  }
  cpSync(kept, folder, { recursive: true });
}

/** Whoever compares times must see that the build is as new as the sources. */
function touchPrograms() {
  const now = new Date();
  for (const each of programs) utimesSync(distFile(each), now, now);
}

function distFile(program) {
  return inProject('dist', `${program}.js`);
}

/**
 * What package.json calls the command `headwater`.
 * @returns {string} absolute path
 */
export function headwaterProgram() {
  return path.join(inProject(), JSON.parse(readFileSync(inProject('package.json'), 'utf8')).bin.headwater);
}
