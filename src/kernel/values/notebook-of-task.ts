import type { Task } from '../../../client';
import { loadCompiler, type Compiler } from '../cells/compiler';
import type ts from 'typescript';

/** What the notebook, as it was when a task ran, says about the task. */
export interface TaskNotebook {
  /** Ids of its setup cells. */
  readonly setup: readonly string[];
  /** Name of the parameter that the step's foreach body takes; null when there is none with a plain name. */
  readonly item: string | null;
}

interface NotebookCell {
  readonly id?: string;
  readonly cell_type?: string;
  readonly source?: string | readonly string[];
  readonly metadata?: { readonly tags?: readonly string[] };
}

/** Reads the notebook in a task's code package; one without, or with something else in it, says nothing. */
export async function notebookOfTask(task: Task, step: string): Promise<TaskNotebook> {
  const cells = await cellsOf(task);
  const tagged = (tag: string): NotebookCell[] => cells.filter(each => each.metadata?.tags?.includes(tag) === true);
  const [item = null] = tagged(`step:${step}`).flatMap(each => bodyParameter(textOf(each)) ?? []);
  return { setup: tagged('setup').flatMap(each => each.id ?? []), item };
}

async function cellsOf(task: Task): Promise<readonly NotebookCell[]> {
  try {
    const code = await task.code;
    const name = (await code?.files)?.find(each => each.endsWith('.ipynb'));
    if (code === null || name === undefined) return [];
    const notebook = JSON.parse(Buffer.from(await code.file(name)).toString('utf8')) as { cells?: readonly NotebookCell[] };
    return (notebook.cells ?? []).filter(each => each.cell_type === 'code');
  } catch {
    return [];
  }
}

function textOf({ source = '' }: NotebookCell): string {
  return typeof source === 'string' ? source : source.join('');
}

/** `rate` of `foreach(rates, rate => …)`; null for a pattern, or no such call. */
function bodyParameter(source: string): string | null {
  const compiler = loadCompiler();
  const file = compiler.createSourceFile('cell.ts', source, compiler.ScriptTarget.ES2022);
  return find(file, compiler);
}

function find(node: ts.Node, compiler: Compiler): string | null {
  if (compiler.isCallExpression(node) && compiler.isIdentifier(node.expression) && node.expression.text === 'foreach') {
    const [, body] = node.arguments;
    const isFunction = body !== undefined && (compiler.isArrowFunction(body) || compiler.isFunctionExpression(body));
    const name = isFunction ? body.parameters[0]?.name : undefined;
    return name !== undefined && compiler.isIdentifier(name) ? name.text : null;
  }
  return compiler.forEachChild(node, child => find(child, compiler) ?? undefined) ?? null;
}
