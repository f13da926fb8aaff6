import Table from 'cli-table3';
import { thingText } from '../graph/evidence-text';
import type { FlowGraph, StepNode } from '../graph/flow-graph';
import type { Parameter } from '../language/language';
import type { Notebook } from '../notebook/cell';

import { countDiagnostics, formatDiagnostics } from './format-diagnostics';
import { formatEdges } from './format-edges';
import { styled, type Terminal } from './terminal';

/** A checked flow as text: a table of its steps, one of what they take from each other, its parameters, then everything that is wrong with it. */
export function formatCheck(graph: FlowGraph, notebook: Notebook, terminal: Terminal): string {
  const parts = [heading(graph, notebook, terminal)];
  if (graph.steps.length > 0) parts.push(stepTable(graph, notebook, terminal));
  if (graph.edges.length > 0) parts.push(formatEdges(graph, notebook, terminal));
  if (graph.parameters.length > 0) parts.push(parameterLine(graph.parameters, terminal));
  if (graph.diagnostics.length > 0) parts.push(formatDiagnostics(graph.diagnostics, notebook, terminal));
  return `${parts.join('\n\n').trimEnd()}\n\n${verdict(graph, terminal)}\n`;
}

/** `3–5, 8`: cells as people count them. */
export function cellRanges(ids: readonly string[], notebook: Notebook): string {
  const numbers = ids.map(id => (notebook.cells.find(cell => cell.id === id)?.index ?? -1) + 1);
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

function heading(graph: FlowGraph, notebook: Notebook, terminal: Terminal): string {
  const tagged = graph.steps.flatMap(step => step.cells).length + graph.setup.length;
  const counts = [
    count(graph.steps.length, 'step'),
    `${tagged} of ${count(notebook.cells.filter(cell => cell.kind === 'code').length, 'code cell')}`
  ];
  return `${styled('bold', graph.flow, terminal)}  ${styled('dim', counts.join(' · '), terminal)}`;
}

function stepTable(graph: FlowGraph, notebook: Notebook, terminal: Terminal): string {
  const rows = graph.steps.map(step => [
    step.name,
    cellRanges(step.cells, notebook),
    readsOf(step, graph),
    list(step.writes),
    remarks(step)
  ]);
  const head = ['step', 'cells', 'reads', 'writes', ''].map(title => styled('dim', title, terminal));
  const table = new Table({
    head,
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [] },
    colWidths: widths(rows, terminal),
    wordWrap: true
  });
  table.push(...rows.map(([name = '', ...others]) => [styled('bold', name, terminal), ...others]));
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n');
}

/** Names, step and cells get what they need; reads and writes share the rest of the line. */
function widths(rows: readonly (readonly string[])[], { width }: Terminal): number[] {
  const need = [0, 1, 2, 3, 4].map(
    column => Math.max(6, ...rows.flatMap(row => (row[column] ?? '').split('\n').map(line => line.length))) + 2
  );
  const [name = 8, cells = 8, reads = 8, writes = 8, rest = 8] = need;
  const free = Math.max(36, width - name - cells - rest);
  if (reads + writes <= free) return need;
  const forReads = Math.min(reads, Math.max(Math.floor(free / 2), free - writes));
  return [name, cells, forReads, Math.min(writes, free - forReads), rest];
}

/** The names by where they come from, a line each: `rows, days from load`. */
function readsOf(step: StepNode, graph: FlowGraph): string {
  const edges = graph.edges.filter(edge => edge.to === step.name && edge.evidence !== 'refuted');
  const fromSteps = new Set(graph.edges.filter(edge => edge.to === step.name).flatMap(edge => edge.variables));
  const given = new Set(graph.parameters.map(each => each.name));
  const isFromStep = (name: string): boolean => fromSteps.has(name) || [...fromSteps].some(each => each.startsWith(`${name}.`));
  const others = step.reads.filter(name => !isFromStep(name));
  const [parameters, setup] = [others.filter(name => given.has(name)), others.filter(name => !given.has(name))];
  const lines = edges.map(({ from, uses }) => `${list(uses.filter(use => use.evidence !== 'refuted').map(thingText))} from ${from}`);
  if (parameters.length > 0) lines.push(`${list(parameters)} (parameters)`);
  if (setup.length > 0) lines.push(`${list(setup)} (setup)`);
  return lines.length === 0 ? '–' : lines.join('\n');
}

function remarks({ kind, settings, title }: StepNode): string {
  const found = [
    kind === 'foreach' ? 'foreach' : null,
    settings.retry === undefined ? null : `retry ${settings.retry.times}×`,
    settings.timeout === undefined ? null : `timeout ${settings.timeout.seconds} s`,
    settings.effects === true ? 'effects' : null,
    settings.parallel === false ? 'not parallel' : null,
    title
  ];
  return found.filter(each => each !== null).join(', ');
}

function parameterLine(parameters: readonly Parameter[], terminal: Terminal): string {
  const texts = parameters.map(each => `${each.name}: ${each.type} = ${JSON.stringify(each.default)}`);
  return `${styled('dim', 'parameters', terminal)}  ${texts.join(', ')}`;
}

function verdict({ diagnostics }: FlowGraph, terminal: Terminal): string {
  const text = countDiagnostics(diagnostics);
  if (text === '') return styled('green', 'No problems found.', terminal);
  const color = diagnostics.some(each => each.severity === 'error') ? 'red' : 'yellow';
  return `${styled(color, text, terminal)}. headwater explain <code> says more.`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const noLines = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle'
  ].map(each => [each, ''])
);
