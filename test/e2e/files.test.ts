import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, packageRoot } from '../build';
import { fileNotebooks, type FileNotebook } from './file-notebooks';
import { openReference, type Reference } from './random-reference';
import { lastEvent, makeWorkspace } from './workspace';

/** What the steps of a notebook printed, and what its folder holds afterwards. */
interface Result {
  readonly printed: string;
  readonly files: Readonly<Record<string, string>>;
}

let reference: Reference;

beforeAll(() => {
  buildOnce();
  reference = openReference();
}, 300_000);
afterAll(() => reference.close());

describe('a notebook that is saved while it runs', () => {
  it("is nobody's output, also when programs of a foreach run meanwhile", async () => {
    const place = makeWorkspace();
    const body = 'async n => { spawnSync("sleep", ["0.2"]); return n * 2 }';
    const notebook = place.notebook('worked-in.ipynb', [
      {
        source: `import { foreach } from 'headwater'; import { spawnSync } from 'node:child_process';\nconst out = await foreach([1, 2, 3, 4, 5, 6], ${body})`,
        step: 'train'
      },
      { source: 'console.log(out.join())', step: 'show' }
    ]);
    const saving = setInterval(() => saveAsJupyter(notebook), 40);
    try {
      const ran = await place.headwater(['run', notebook, '--json', '--max-workers', '3']);
      expect(ran.status, ran.stdout.slice(-2000)).toBe(0);
      const { pathspec } = lastEvent(ran);
      expect((await place.headwater(['logs', `${String(pathspec)}/show`, '--stdout'])).stdout.trim()).toBe('2,4,6,8,10,12');
    } finally {
      clearInterval(saving);
      place.remove();
    }
  });
});

/** jupyter_server writes `.~name` beside the file and renames it; it copies the file into its checkpoints. */
function saveAsJupyter(notebook: string): void {
  const [folder, name] = [path.dirname(notebook), path.basename(notebook)];
  const text = `${readFileSync(notebook, 'utf8').trimEnd()}\n`;
  writeFileSync(path.join(folder, `.~${name}`), text);
  renameSync(path.join(folder, `.~${name}`), notebook);
  mkdirSync(path.join(folder, '.ipynb_checkpoints'), { recursive: true });
  writeFileSync(path.join(folder, '.ipynb_checkpoints', name.replace('.ipynb', '-checkpoint.ipynb')), text);
}

describe('steps that know of each other by files', () => {
  it.each(fileNotebooks.map((each, index) => [each.name, each, index] as const))(
    'give what the kernel gives: %s',
    async (_, notebook, index) => {
      const expected = await inKernel(notebook);
      for (const workers of index % 4 === 0 ? [1, 4] : [4]) expect(await asFlow(notebook, workers), `${workers} workers`).toEqual(expected);
    }
  );
});

async function inKernel(notebook: FileNotebook): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-kernel-'));
  try {
    symlinkSync(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'));
    placeFiles(notebook, folder);
    const ran = await reference.run(notebook.cells.map(localImport), folder);
    expect(ran.map(cell => cell.stderr).join('')).toBe('');
    expect(ran.every(cell => cell.ok)).toBe(true);
    return {
      printed: ran
        .slice(1)
        .map(cell => cell.stdout)
        .join(''),
      files: filesIn(folder)
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In a folder without the package, its `foreach` is what it is in a plain kernel: an ordinary map. */
function localImport({ source }: { readonly source: string }): string {
  return source.replace(
    `import { foreach } from 'headwater';`,
    'const foreach = async (items: any[], body: any) => { const all: any[] = []; for (const item of items) all.push(await body(item)); return all; };'
  );
}

async function asFlow(notebook: FileNotebook, workers: number): Promise<Result> {
  const place = makeWorkspace();
  try {
    placeFiles(notebook, place.folder);
    const file = place.notebook('notebook.ipynb', notebook.cells);
    const ran = await place.headwater(['run', file, '--json', '--max-workers', String(workers)]);
    expect(ran.status, ran.stderr + ran.stdout.slice(-2000)).toBe(0);
    const logs = await place.headwater(['logs', String(lastEvent(ran)['pathspec']), '--stdout']);
    return { printed: logs.stdout, files: filesIn(place.folder) };
  } finally {
    place.remove();
  }
}

function placeFiles({ files }: FileNotebook, folder: string): void {
  for (const [name, text] of Object.entries(files ?? {})) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

const notResults = new Set(['node_modules', '.metaflow', '.metaflowconfig', 'notebook.ipynb']);

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter(name => !notResults.has(name));
  const all = names.flatMap(name => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory()
      ? [name, ...(readdirSync(file, { recursive: true }) as string[]).map(each => path.join(name, each))]
      : [name];
  });
  return Object.fromEntries(
    all.map(name => [name, statSync(path.join(folder, name)).isDirectory() ? 'folder' : readFileSync(path.join(folder, name), 'utf8')])
  );
}
