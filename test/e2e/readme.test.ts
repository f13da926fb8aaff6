import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, headwaterBin, packageRoot } from '../build';
import { example, pythonOrFail, runExample } from './example-run';
import { makeWorkspace, type Workspace } from './workspace';

const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');

/** Milliseconds: verify runs the whole example several times, its kernel included. */
const patience = 900_000;

let place: Workspace;

/** The reader's folder: the project with a notebook of theirs in it, and one run of the example. */
beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  symlinkSync(path.join(packageRoot, 'client'), path.join(place.folder, 'client'));
  writeFileSync(path.join(place.folder, 'analysis.ipynb'), untagged(example));
  await runExample(place);
}, 300_000);

afterAll(() => place.remove());

describe('README', () => {
  it.each(snippets('ts'))('TypeScript %#: %s', (_, code) => {
    const ran = runModule(code);
    expect(ran.stderr).toBe('');
    const said = /\/\/ (\[.*\])$/m.exec(code)?.[1];
    expect(ran.stdout.trim()).not.toBe('');
    if (said !== undefined) expect(ran.stdout).toContain(said);
  });

  it.each(commands())('%s', { timeout: patience }, async command => {
    const ran = await place.headwater(command.split(' ').slice(2), { timeout: patience });
    expect(ran.status, ran.stderr).toBe(0);
    // What a command writes into a file it tells on stderr.
    expect(ran.stdout + ran.stderr).not.toBe('');
  });

  it.each(snippets('python'))('Python %#: %s', (_, code) => {
    const output = execFileSync(pythonOrFail(), ['-c', code], { cwd: place.folder, env: environment(), encoding: 'utf8' });
    expect(output).toMatch(/model +error +explained +auc/);
  });

  it('lists every command and no other', () => {
    const help = execFileSync(process.execPath, [headwaterBin, '--help'], { encoding: 'utf8' });
    const real = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
    const section = readme.slice(readme.indexOf('### Commands'), readme.indexOf('Results go to'));
    const named = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)
    );
    expect(named.sort()).toEqual(real.sort());
  });

  it('shows the graph that the command draws', () => {
    // A store without runs: what earlier runs have shown would be drawn as well.
    const env = { ...process.env, METAFLOW_DATASTORE_SYSROOT_LOCAL: path.join(place.folder, 'no-runs') };
    const drawn = execFileSync(process.execPath, [headwaterBin, 'graph', example, '--format', 'svg'], { encoding: 'utf8', env });
    expect(readFileSync(path.join(packageRoot, 'client/examples/flight-delays.svg'), 'utf8')).toBe(drawn);
  });
});

/** Fenced blocks of a language, each with its last line for a title. */
function snippets(language: string): [string, string][] {
  const blocks = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))];
  return blocks.map(([, code = '']) => [code.trimEnd().split('\n').at(-1) ?? '', code]);
}

function commands(): string[] {
  return snippets('sh').flatMap(([, code]) => code.trimEnd().split('\n'));
}

function untagged(notebook: string): string {
  const parsed = JSON.parse(readFileSync(notebook, 'utf8')) as { cells: { metadata: object }[] };
  return JSON.stringify({ ...parsed, cells: parsed.cells.map(cell => ({ ...cell, metadata: {} })) }, null, 1);
}

/** A snippet may await at its top level, as a cell may: it is an ES module. */
function runModule(code: string): { stdout: string; stderr: string } {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const folder = path.join(place.folder, 'snippets');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'snippet.mjs');
  writeFileSync(file, `${ts.transpileModule(code, { compilerOptions: options }).outputText}\n`);
  return spawnSync(process.execPath, [file], { cwd: place.folder, env: environment(), encoding: 'utf8' });
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, ...place.environment };
}
