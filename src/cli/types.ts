import { join, relative } from 'node:path';
import { replaceFile } from '../datastore/write-file';
import type { Command } from './command';
import type { FlowTypes } from './flow-types';
import { onlyArgument, parseArguments } from './parse-arguments';

/** Writes the types of a flow's artifacts. */
export const command: Command = {
  summary: "write the TypeScript types of a flow's artifacts",
  usage: `headwater types <notebook> | <Flow> [--stdout]

Of a notebook: the types that the kernel's own compiler gives its variables. Of a flow: what its latest successful run has stored.
Writes headwater-types/<Flow>.d.ts beside the notebook (of a flow: in the current folder). In a cell:

  import type { TitanicArtifacts } from './headwater-types/Titanic';
  const score = await Flow<TitanicArtifacts>('Titanic').latestRun.data.score;

  --stdout   print them instead`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { stdout: { type: 'boolean', default: false } }
  });
  const what = onlyArgument(positionals, 'notebook or flow');
  const cwd = process.cwd();
  const { flow, folder, text } = await typesOf(what);
  if (values.stdout) process.stdout.write(text);
  else process.stdout.write(`Wrote ${relative(cwd, write(join(folder, 'headwater-types', `${flow}.d.ts`), text))}\n`);
  return 0;
}

async function typesOf(what: string): Promise<FlowTypes> {
  if (/\.ipynb$|[/\\.]/.test(what)) return (await import('./notebook-types.js')).notebookTypes(what);
  return (await import('./stored-types.js')).storedTypes(what);
}

function write(path: string, text: string): string {
  replaceFile(path, [text]);
  return path;
}
