import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';

/**
 * Makes the tslab kernel known to the project's JupyterLab, with absolute paths, so that it starts from anywhere.
 * Writes nothing when it is known already.
 */
export function installKernel() {
  const file = inProject('.python', 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');
  const spec = {
    argv: [process.execPath, inProject('node_modules', 'tslab', 'bin', 'tslab'), 'kernel', '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript'
  };
  const text = `${JSON.stringify(spec, null, 1)}\n`;
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
