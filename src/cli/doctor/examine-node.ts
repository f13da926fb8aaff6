import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mapFile } from '../../datastore/map-file';
import { packageRoot } from '../../scheduler/entries';
import { missing, ok, optional, type Finding } from './finding';

const requireHere = createRequire(join(packageRoot, 'package.json'));
const reinstall = `Install the packages again: npm ci in ${packageRoot}.`;

/** Node.js itself and the packages that Headwater was installed with. */
export function examineNode(): readonly Finding[] {
  return [examineVersion(), examinePackage('typescript'), examinePackage('apache-arrow'), examineTslab(), examineMapping()];
}

function examineVersion(): Finding {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) >= 20) return ok('Node.js', version);
  return missing('Node.js', `${version} is too old`, 'Install Node.js 20 or later from your package manager or with nvm.');
}

function examinePackage(name: string): Finding {
  const version = versionOf(name);
  return version === null ? missing(name, 'not installed', reinstall) : ok(name, version);
}

/** The kernel speaks through a native library that has to fit this machine. */
function examineTslab(): Finding {
  const version = versionOf('tslab');
  if (version === null) return missing('tslab', 'not installed', reinstall);
  try {
    createRequire(requireHere.resolve('tslab/package.json'))('zeromq');
    return ok('tslab', `${version}, zeromq loads`);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return missing(
      'tslab',
      `${version}, but its zeromq does not load: ${why}`,
      'Rebuild it: npm rebuild zeromq (needs a C++ compiler and cmake).'
    );
  }
}

/** The file of the TypeScript compiler is big enough to try a mapping on. */
function examineMapping(): Finding {
  const name = 'memory-mapped tables';
  const file = resolveOrNull('typescript');
  if (file !== null && mapFile(file) !== null) return ok(name, 'work');
  return optional(
    name,
    'not on this machine: tables are read into memory instead',
    'They work on Linux and macOS with the package koffi: npm rebuild koffi.'
  );
}

/** Read from the package's folder: not every package lets its package.json be resolved. */
function versionOf(name: string): string | null {
  const folder = requireHere.resolve.paths(name)?.find(each => existsSync(join(each, name, 'package.json')));
  if (folder === undefined) return null;
  const manifest: unknown = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'version unknown';
}

function resolveOrNull(request: string): string | null {
  try {
    return requireHere.resolve(request);
  } catch {
    return null;
  }
}
