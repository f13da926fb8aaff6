import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';

/**
 * Makes two kernels known to the project's JupyterLab, with absolute paths, so that they start from anywhere: Headwater's, and tslab as it is,
 * which the tests compare with. Lets JupyterLab keep to itself. Writes nothing that is there already.
 */
export function installKernels() {
  writeJson('.python/share/jupyter/kernels/headwater/kernel.json', {
    argv: [process.execPath, '--no-force-async-hooks-checks', inProject('dist', 'src', 'kernel', 'main.js'), '{connection_file}'],
    display_name: 'TypeScript (Headwater)',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false }
  });
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
