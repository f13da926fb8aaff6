import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';

/**
 * Makes the tslab kernel known to the project's JupyterLab, with absolute paths, so that it starts from anywhere, and lets JupyterLab
 * keep to itself. Writes nothing that is there already.
 */
export function installKernel() {
  writeJson('.python/share/jupyter/kernels/tslab/kernel.json', {
    argv: [process.execPath, inProject('node_modules', 'tslab', 'bin', 'tslab'), 'kernel', '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript'
  });
  writeJson('.python/share/jupyter/lab/settings/overrides.json', {
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false, doNotDisturbMode: false }
  });
}

function writeJson(name, value) {
  const file = inProject(...name.split('/'));
  const text = `${JSON.stringify(value, null, 1)}\n`;
  if (readOrNull(file) === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function readOrNull(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
