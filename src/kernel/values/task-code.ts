import type ts from 'typescript';
import { Run } from '../../../client';
import { parsePathspec } from '../../pathspec';
import { loadCompiler, type Compiler } from '../cells/compiler';
import { bodyParameter, definedNames, identifiersIn, variablesIn } from '../cells/syntax';

/** A statement that only defines: it can be run again without doing anything else. */
export interface CodeDefinition {
  readonly cell: string;
  readonly names: readonly string[];
  readonly isImport: boolean;
  readonly text: string;
}

/** What the notebook, as it was when a task ran, says about the task. */
export interface TaskCode {
  /** Ids of the flow's setup cells, and the variables that they declare. */
  readonly setup: readonly { readonly cell: string; readonly names: readonly string[] }[];
  /** Name of the parameter that the step's foreach body takes; null when there is none with a plain name. */
  readonly item: string | null;
  /** Names that the step's cells mention, directly or by way of definitions. */
  readonly mentioned: ReadonlySet<string>;
  /** Those definitions, in notebook order. */
  readonly definitions: readonly CodeDefinition[];
  /** Steps before this one, the nearest first. */
  readonly before: readonly string[];
}

interface NotebookCell {
  readonly id?: string;
  readonly cell_type?: string;
  readonly source?: string | readonly string[];
  readonly metadata?: { readonly tags?: readonly string[] };
}

interface ParsedCell {
  readonly id: string;
  readonly tags: readonly string[];
  readonly file: ts.SourceFile;
}

/** Reads the notebook in the code package of a task's run; null for a run without one, or with something else in it. `used`: definitions that the task is known to have used. */
export async function codeOfTask(pathspec: string, root: string, used: readonly string[]): Promise<TaskCode | null> {
  const { flow, run, step } = parsePathspec(pathspec);
  const compiler = loadCompiler();
  const cells = await cellsOf(`${flow}/${run}`, root, compiler);
  const tag = [step ?? '', (step ?? '').replace(/_(split|join)$/, '')]
    .map(each => `step:${each}`)
    .find(each => tagged(cells, each).length > 0);
  if (tag === undefined) return null;
  const own = tagged(cells, tag);
  const [first] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined) return null;
  const definitions = cells.slice(0, cells.indexOf(last) + 1).flatMap(each => definitionsIn(each, compiler));
  const found = closure([...used, ...own.flatMap(({ file }) => identifiersIn(file, compiler))], definitions, compiler);
  return {
    setup: tagged(cells, 'setup').map(({ id, file }) => ({ cell: id, names: variablesIn(file, compiler) })),
    item: own.map(({ file }) => bodyParameter(file, compiler)).find(each => each !== null) ?? null,
    mentioned: found.mentioned,
    definitions: definitions.filter(each => found.needed.has(each)),
    before: stepsBefore(cells.slice(0, cells.indexOf(first)), tag)
  };
}

async function cellsOf(run: string, root: string, compiler: Compiler): Promise<ParsedCell[]> {
  const code = await Run(run, { root }).code;
  const name = (await code?.files)?.find(each => each.endsWith('.ipynb'));
  if (code === null || name === undefined) return [];
  const { cells = [] } = JSON.parse(Buffer.from(await code.file(name)).toString('utf8')) as { cells?: readonly NotebookCell[] };
  return cells
    .filter(each => each.cell_type === 'code')
    .map(({ id = '', source = '', metadata }) => {
      const text = typeof source === 'string' ? source : source.join('');
      return { id, tags: metadata?.tags ?? [], file: compiler.createSourceFile('cell.ts', text, compiler.ScriptTarget.ES2022, true) };
    });
}

function tagged(cells: readonly ParsedCell[], tag: string): ParsedCell[] {
  return cells.filter(each => each.tags.includes(tag));
}

function stepsBefore(cells: readonly ParsedCell[], own: string): string[] {
  const tags = cells.flatMap(each => each.tags.filter(tag => tag.startsWith('step:') && tag !== own));
  return [...new Set(tags.reverse())].map(tag => tag.slice('step:'.length));
}

function definitionsIn({ id, file }: ParsedCell, compiler: Compiler): CodeDefinition[] {
  return file.statements.flatMap(each => {
    const names = definedNames(each, compiler);
    return names.length === 0 ? [] : [{ cell: id, names, isImport: compiler.isImportDeclaration(each), text: each.getText(file) }];
  });
}

/** What is mentioned, and the last definition of each such name. */
function closure(
  names: readonly string[],
  definitions: readonly CodeDefinition[],
  compiler: Compiler
): { mentioned: Set<string>; needed: Set<CodeDefinition> } {
  const byName = new Map(definitions.flatMap(each => each.names.map(name => [name, each] as const)));
  const mentioned = new Set(names);
  const needed = new Set<CodeDefinition>();
  // What is added while it is walked is walked too.
  for (const name of mentioned) {
    const definition = byName.get(name);
    if (definition === undefined || needed.has(definition)) continue;
    needed.add(definition);
    if (definition.isImport) continue;
    const file = compiler.createSourceFile('definition.ts', definition.text, compiler.ScriptTarget.ES2022, true);
    for (const each of identifiersIn(file, compiler)) mentioned.add(each);
  }
  return { mentioned, needed };
}
