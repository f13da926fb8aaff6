import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package that is measured. */
export const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

/** Absolute path of the built `headwater` command. */
export const headwaterBin = path.join(packageRoot, manifest.bin.headwater);

/** Python with metaflow: HEADWATER_PYTHON, else the project's own. */
export const python = process.env.HEADWATER_PYTHON ?? path.join(packageRoot, '.python/bin/python');

/** Says what is missing before anything is measured; null when all is there. */
export function missing() {
  if (!existsSync(headwaterBin)) return `${path.relative(packageRoot, headwaterBin)} is not built: run npm run build`;
  if (!existsSync(python)) return `no Python with metaflow at ${python}: set HEADWATER_PYTHON or run npm start once`;
  return null;
}

/** A fresh folder with a store of its own, removed by `remove`. */
export function makePlace() {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  symlinkSync(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** Environment of both sides: the store in `folder`, a user, nothing of the caller's Metaflow. */
export function environmentOf(folder) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('METAFLOW_'));
  return {
    ...Object.fromEntries(kept),
    METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
    METAFLOW_USER: 'bench',
    METAFLOW_HOME: path.join(folder, '.metaflowconfig')
  };
}

/** Runs a command to its end and returns its wall time in milliseconds and its output; throws when it fails. */
export async function timed(command, args, folder, environment = {}) {
  const began = performance.now();
  const child = spawn(command, args, { cwd: folder, env: { ...environmentOf(folder), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = { stdout: [], stderr: [] };
  child.stdout.on('data', chunk => chunks.stdout.push(chunk));
  child.stderr.on('data', chunk => chunks.stderr.push(chunk));
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const milliseconds = performance.now() - began;
  const stdout = Buffer.concat(chunks.stdout).toString();
  const stderr = Buffer.concat(chunks.stderr).toString();
  if (status !== 0)
    throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${status}\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
  return { milliseconds, stdout, stderr };
}

/** Runs `headwater <args>` in a process of its own, as a shell would. */
export const headwater = (args, folder, environment) => timed(process.execPath, [headwaterBin, ...args], folder, environment);

/** Writes a notebook of `[step, source]` cells and returns its path. */
export function writeNotebook(folder, name, cells, settings = {}) {
  const file = path.join(folder, `${name}.ipynb`);
  const json = {
    cells: cells.map(([step, source], index) => ({
      cell_type: 'code',
      execution_count: null,
      id: `c${index}`,
      metadata: {
        ...(step === null ? {} : { tags: [`step:${step}`] }),
        ...(settings[step] === undefined ? {} : { headwater: settings[step] })
      },
      outputs: [],
      source
    })),
    metadata: { kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' }, language_info: { name: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5
  };
  writeFileSync(file, JSON.stringify(json, null, 1));
  return file;
}

/** Writes a Metaflow flow from its template and returns its path. */
export function writeFlow(folder, name, values) {
  const template = readFileSync(path.join(packageRoot, 'test/bench/flows', `${name}.py`), 'utf8');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}_flow.py`);
  writeFileSync(
    file,
    template.replace(/\{\{(\w+)\}\}/g, (_, key) => String(values[key]))
  );
  return file;
}
