import { evidenceMarks, thingText } from './evidence-text';
import type { EdgeUse, Evidence, FlowGraph, StepNode } from './flow-graph';

/** A point in the drawing, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A step with its box; `x` and `y` are its middle. */
export interface LaidStep extends Point {
  readonly step: StepNode;
  readonly width: number;
  readonly height: number;
}

/** An edge with its corner points and its label; `x` and `y` are the label's middle. */
export interface LaidEdge extends Point {
  readonly points: readonly Point[];
  readonly evidence: Evidence;
  /** Lines of the label: a variable each with the mark of its evidence, the last one counts those left over. */
  readonly label: readonly string[];
  readonly labelWidth: number;
  readonly labelHeight: number;
}

/** A graph with a place for everything. */
export interface Laid {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly LaidStep[];
  readonly edges: readonly LaidEdge[];
}

/** How to lay out, where a drawing differs from `headwater graph --svg`. */
export interface LayoutOptions {
  /** What stands behind a variable of an edge. */
  readonly marks: Readonly<Record<Evidence, string>>;
  /** Least width of a step's box, and height that is kept free at its foot, in pixels. */
  readonly room: { readonly width: number; readonly height: number };
}

/** Gives each step and edge a place, from top to bottom, by dagre's layered layout. Text widths are estimates for common fonts. */
export async function layoutGraph(
  { steps, edges }: Pick<FlowGraph, 'steps' | 'edges'>,
  { marks, room }: LayoutOptions = { marks: evidenceMarks, room: { width: 84, height: 0 } }
): Promise<Laid> {
  // Its package is an ES module, which CommonJS code loads this way only.
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 34, edgesep: 18, marginx: 20, marginy: 20 });
  for (const step of steps) graph.setNode(step.name, boxOf(step, room));
  for (const { from, to, uses } of edges) graph.setEdge(from, to, { ...labelBox(labelOf(uses, marks)), labelpos: 'c' });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    steps: steps.map(step => {
      const { x = 0, y = 0 } = graph.node(step.name);
      return { step, x, y, ...boxOf(step, room) };
    }),
    edges: edges.map(({ from, to, uses, evidence }) => {
      const { x = 0, y = 0, points = [] } = graph.edge(from, to);
      const label = labelOf(uses, marks);
      const box = labelBox(label);
      return { x, y, points, evidence, label, labelWidth: box.width, labelHeight: box.height };
    })
  };
}

/** What stands under a step's name. */
export function notesOf({ kind, title }: StepNode): string[] {
  return [title, kind === 'foreach' ? 'foreach' : null].filter(each => each !== null);
}

function boxOf(step: StepNode, room: LayoutOptions['room']): { width: number; height: number } {
  const notes = notesOf(step);
  const widest = Math.max(textWidth(step.name, 8.6), ...notes.map(note => textWidth(note, 6.4)));
  return { width: Math.max(room.width, widest + 32), height: 38 + notes.length * 15 + room.height };
}

const mostLines = 6;

function labelOf(uses: readonly EdgeUse[], marks: LayoutOptions['marks']): string[] {
  const lines = uses.map(use => `${thingText(use)}${marks[use.evidence]}`);
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `and ${lines.length - mostLines + 1} more`];
}

function labelBox(lines: readonly string[]): { width: number; height: number } {
  return { width: Math.max(...lines.map(line => textWidth(line, 6.8))) + 8, height: lines.length * 14 + 4 };
}

/** Characters of East Asian scripts take about twice the room. */
function textWidth(text: string, perCharacter: number): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? perCharacter * 1.8 : perCharacter;
  return width;
}
