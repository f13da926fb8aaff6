import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { LocalModule } from './local-modules';

/** What goes into a run's code package. */
export interface CodeSnapshot {
  /** Absolute path and text of the notebook as it was read. */
  readonly notebook: { readonly path: string; readonly text: string };
  readonly modules: readonly LocalModule[];
  readonly user: string;
  readonly flow: string;
}

/** A code package ready to be stored: its bytes go into the store uncompressed (they are a tgz), under their sha1. */
export interface CodePackage {
  readonly bytes: Uint8Array;
  readonly key: string;
  /** Value of `code_package_metadata`. */
  readonly metadata: string;
}

/** Metaflow's note on how to open the archive: METAFLOW-STORE format, code packages, content version 1. */
const formatMetadata = JSON.stringify({ version: 0, archive_format: 'tgz', mfcontent_version: 1 });

/** Manifests that fix the versions of what a notebook imports. */
const lockfiles = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'];

/** Packs the notebook, its local modules and the nearest lockfile so that `run.code` of the stock client opens them; the same input gives the same bytes. */
export async function packCode(snapshot: CodeSnapshot): Promise<CodePackage> {
  const files = [notebookFile(snapshot), ...snapshot.modules, ...nearestLockfiles(dirname(snapshot.notebook.path))];
  const root = commonFolder(files.map(file => file.path));
  const named = files.map(file => ({ name: archiveName(root, file.path), text: file.text }));
  const bytes = gzipSync(await tarOf([...metaflowFiles(snapshot, root), ...unique(named)]), { level: 6 });
  return { bytes, key: createHash('sha1').update(bytes).digest('hex'), metadata: formatMetadata };
}

function notebookFile(snapshot: CodeSnapshot): LocalModule {
  return { path: snapshot.notebook.path, text: snapshot.notebook.text };
}

function nearestLockfiles(folder: string): readonly LocalModule[] {
  for (let at = folder; ; at = dirname(at)) {
    const found = lockfiles.map(name => join(at, name)).filter(path => existsSync(path));
    if (found.length > 0) return found.map(path => ({ path, text: readFileSync(path, 'utf8') }));
    if (dirname(at) === at || existsSync(join(at, '.git'))) return [];
  }
}

/** The deepest folder that holds them all. */
function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map(dirname);
  let folder = first;
  while (!rest.every(each => each === folder || each.startsWith(folder.endsWith(sep) ? folder : folder + sep))) folder = dirname(folder);
  return folder;
}

function archiveName(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** The two files by which Metaflow knows a package of its content version 1. */
function metaflowFiles(snapshot: CodeSnapshot, root: string): readonly ArchiveFile[] {
  const info = {
    script: archiveName(root, snapshot.notebook.path),
    flow_name: snapshot.flow,
    username: snapshot.user,
    runtime: 'dev',
    environment_type: 'headwater',
    platform: process.platform,
    node_version: process.version,
    notebook: basename(snapshot.notebook.path)
  };
  return [
    { name: '.mf_install', text: JSON.stringify({ version: 1, module_files: [] }) },
    { name: '.mf_meta/INFO', text: JSON.stringify(info) }
  ];
}

interface ArchiveFile {
  readonly name: string;
  readonly text: string;
}

function unique(files: readonly ArchiveFile[]): readonly ArchiveFile[] {
  return [...new Map(files.map(file => [file.name, file])).values()];
}

/** Times and owners are fixed: equal code has an equal key. */
async function tarOf(files: readonly ArchiveFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, text } of files) archive.entry({ name, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0 }, text);
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
