import { performance } from 'node:perf_hooks';
import type { Diagnostic } from '../diagnostic';
import type { FlowGraph } from '../graph/flow-graph';
import { loadNotebook } from '../scheduler/notebook-file';
import { saveTypescriptCache, useCachedTypescript } from '../scheduler/typescript-cache';
import { analyseWithHistory } from '../scheduler/analyse-with-history';
import type { Command } from './command';
import { onlyArgument, parseArguments, usage } from './parse-arguments';
import { terminalOf } from './terminal';

/** Shows the flow that a notebook describes and everything that is wrong with it. */
export const command: Command = {
  summary: 'show the flow that a notebook describes, and what is wrong with it',
  usage: `headwater check <notebook> [--json] [--types] | --fix [--write]

  --json    the flow and its diagnostics as JSON on stdout
  --types   also type-check the cells with the kernel's own TypeScript compiler
  --fix     end each error by its first quick fix, and show what that changes in the file
  --write   with --fix: write it

Exit status 0, or 2 when there is an error. HEADWATER_TIMING=1 prints how long it took, on stderr.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      types: { type: 'boolean', default: false },
      fix: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false }
    }
  });
  if (values.fix ? values.json || values.types : values.write)
    throw usage('That does not go together.', 'headwater check <notebook> --fix [--write]');
  const file = loadNotebook(onlyArgument(positionals, 'notebook'));
  useCachedTypescript();
  if (values.fix) return (await import('./fix-notebook.js')).fixNotebook(file, values.write) === 0 ? 0 : 2;
  const analysed = analyseWithHistory(file);
  const graph = values.types ? withDiagnostics(analysed, await (await import('./check-types.js')).checkTypes(file, analysed)) : analysed;
  if (values.json) process.stdout.write(`${JSON.stringify(jsonOf(graph), null, 2)}\n`);
  else process.stdout.write((await import('./format-check.js')).formatCheck(graph, file.notebook, terminalOf(process.stdout)));
  printTiming();
  saveTypescriptCache();
  return graph.diagnostics.some(each => each.severity === 'error') ? 2 : 0;
}

/** What `check --json` and `graph --format json` print: stable, for scripts. */
export function jsonOf(graph: FlowGraph): Omit<FlowGraph, 'facts'> {
  const { flow, language, steps, edges, parameters, setup, diagnostics } = graph;
  return { flow, language, steps, edges, parameters, setup, diagnostics };
}

function withDiagnostics(graph: FlowGraph, more: readonly Diagnostic[]): FlowGraph {
  return { ...graph, diagnostics: [...graph.diagnostics, ...more] };
}

/** Time since Node itself was ready, as the process sees it. */
function printTiming(): void {
  if (!process.env['HEADWATER_TIMING']) return;
  const elapsed = performance.now() - performance.nodeTiming.bootstrapComplete;
  process.stderr.write(`check: ${elapsed.toFixed(0)} ms after process start\n`);
}
