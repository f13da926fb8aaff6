import { drawDot } from '../graph/draw-dot';
import { drawSvg } from '../graph/draw-svg';
import { drawText } from '../graph/draw-text';
import type { FlowGraph } from '../graph/flow-graph';
import type { Notebook } from '../notebook/cell';
import { loadNotebook } from '../scheduler/notebook-file';
import { saveTypescriptCache, useCachedTypescript } from '../scheduler/typescript-cache';
import { analyseWithHistory } from '../scheduler/analyse-with-history';
import { jsonOf } from './check';
import type { Command } from './command';
import { countDiagnostics } from './format-diagnostics';
import { onlyArgument, parseArguments, usage } from './parse-arguments';
import { styled, terminalOf } from './terminal';

/** Draws the graph of a notebook's flow. */
export const command: Command = {
  summary: "draw the flow's graph, as text, SVG, DOT or JSON",
  usage: `headwater graph <notebook> [--format text|svg|dot|json]

  --format  text (default): a drawing for the terminal; svg: a picture; dot: for Graphviz; json: as \`headwater check --json\`

The drawing goes to stdout: headwater graph flow.ipynb --format svg > flow.svg
Exit status 0, or 2 when the flow has errors; it is drawn all the same.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string', default: 'text' } }
  });
  const draw = formats[values.format];
  if (draw === undefined)
    throw usage(`There is no format '${values.format}'.`, `Formats: ${Object.keys(formats).join(', ')}.`, values.format);
  const file = loadNotebook(onlyArgument(positionals, 'notebook'));
  useCachedTypescript();
  const graph = analyseWithHistory(file);
  process.stdout.write(await draw(graph, file.notebook));
  saveTypescriptCache();
  return reportErrors(graph, positionals[0] ?? '');
}

const formats: Readonly<Record<string, (graph: FlowGraph, notebook: Notebook) => string | Promise<string>>> = Object.assign(
  Object.create(null),
  { text, svg: drawSvg, dot: drawDot, json: (graph: FlowGraph) => `${JSON.stringify(jsonOf(graph), null, 2)}\n` }
);

function text(graph: FlowGraph): string {
  const terminal = terminalOf(process.stdout);
  const parameters = graph.parameters.map(each => each.name).join(', ');
  const heading = `${styled('bold', graph.flow, terminal)}${parameters === '' ? '' : styled('dim', `  parameters ${parameters}`, terminal)}`;
  return `${heading}\n\n${drawText(graph, name => styled('bold', name, terminal))}`;
}

function reportErrors({ diagnostics }: FlowGraph, path: string): number {
  const errors = diagnostics.filter(each => each.severity === 'error');
  if (errors.length === 0) return 0;
  process.stderr.write(`headwater: ${countDiagnostics(errors)}; headwater check ${path} shows them.\n`);
  return 2;
}
