import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { labFolder } from './lab-build.mjs';
import { inProject } from './project.mjs';

/** Makes the extension, both its halves, known to the project's own JupyterLab: links, so that a build is seen by the next start. */
export function installExtension() {
  link(inProject('.python', 'share', 'jupyter', 'labextensions', 'headwater-lab'), labFolder);
  write(
    inProject('.python', 'etc', 'jupyter', 'jupyter_server_config.d', 'headwater.json'),
    `${JSON.stringify({ ServerApp: { jpserver_extensions: { headwater: true } } }, null, 1)}\n`
  );
  write(path.join(sitePackages(), 'headwater-project.pth'), `${inProject('labextension')}\n`);
}

function sitePackages() {
  const windows = inProject('.python', 'Lib', 'site-packages');
  if (existsSync(windows)) return windows;
  const lib = inProject('.python', 'lib');
  const python = readdirSync(lib).find(each => each.startsWith('python3'));
  return path.join(lib, python ?? 'python3', 'site-packages');
}

function link(place, target) {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && path.resolve(path.dirname(place), readlinkSync(place)) === target) return;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(target, place, process.platform === 'win32' ? 'junction' : 'dir');
}

function write(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
