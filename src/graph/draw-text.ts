import { drawnEdges } from './drawn-edges';
import { countEvidence, evidenceMarks, evidenceMeanings, thingText } from './evidence-text';
import type { Edge, FlowGraph } from './flow-graph';

/**
 * The graph as lines for a terminal: steps from top to bottom, lanes for the values on their way, and behind each step what it takes from
 * which step. What a run has refuted takes no lane. Where runs have shown something, a legend says what the marks mean. `emphasis` may
 * style a step's name.
 */
export function drawText(graph: Pick<FlowGraph, 'steps' | 'edges'>, emphasis: (name: string) => string = name => name): string {
  const { steps } = graph;
  const edges = drawnEdges(graph.edges);
  const lines: string[] = [];
  const texts: { readonly art: string; readonly text: string }[] = [];
  const lanes: (string | null)[] = [];
  const real = edges.filter(edge => edge.evidence !== 'refuted');
  const last = lastReaders(
    real,
    steps.map(step => step.name)
  );
  for (const { name, kind } of steps) {
    const incoming = edges.filter(edge => edge.to === name);
    const sources = real
      .filter(edge => edge.to === name)
      .map(edge => lanes.indexOf(edge.from))
      .filter(lane => lane >= 0);
    const ending = sources.filter(lane => last.get(lanes[lane] ?? '') === name);
    const column = columnFor(lanes, ending);
    if (texts.length > 0) texts.push({ art: connector(lanes, sources, ending, column), text: '' });
    for (const lane of ending) lanes[lane] = null;
    lanes[column] = name;
    texts.push({ art: nodeLine(lanes, column), text: `${emphasis(name)}${kind === 'foreach' ? ' (foreach)' : ''}${takes(incoming)}` });
    if (!last.has(name)) lanes[column] = null;
  }
  const width = Math.max(0, ...texts.map(({ art }) => art.length));
  for (const { art, text } of texts) lines.push(`${art.padEnd(width)}  ${text}`.trimEnd());
  return `${lines.join('\n')}\n${legend(edges)}`;
}

function legend(edges: readonly Edge[]): string {
  const lines = countEvidence(edges).map(([evidence, count]) => `${`${count}`.padStart(4)} ${evidence}: ${evidenceMeanings[evidence]}`);
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/** For each step the last one in notebook order that takes something from it. */
function lastReaders(edges: readonly Edge[], order: readonly string[]): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const name of order) for (const { from, to } of edges) if (to === name) last.set(from, name);
  return last;
}

/** The leftmost lane that ends here, else the first free one. */
function columnFor(lanes: readonly (string | null)[], ending: readonly number[]): number {
  if (ending.length > 0) return Math.min(...ending);
  const free = lanes.indexOf(null);
  return free < 0 ? lanes.length : free;
}

function takes(incoming: readonly Edge[]): string {
  const parts = incoming.map(
    ({ from, uses }) => `${uses.map(use => `${thingText(use)}${evidenceMarks[use.evidence]}`).join(', ')} from ${from}`
  );
  return parts.length === 0 ? '' : `   ← ${parts.join('; ')}`;
}

function nodeLine(lanes: readonly (string | null)[], column: number): string {
  return lanes
    .map((lane, i) => (i === column ? '●' : lane === null ? ' ' : '│'))
    .join(' ')
    .trimEnd();
}

/** Box-drawing characters by the sides they reach: up 1, down 2, left 4, right 8. */
const boxes = ' ╵╷│╴╯╮┤╶╰╭├─┴┬┼';

/** The line above a step: from each lane it takes something from to its own column. */
function connector(lanes: readonly (string | null)[], sources: readonly number[], ending: readonly number[], column: number): string {
  const ends = sources.length === 0 ? [] : [...sources, column];
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  let line = '';
  for (let i = 0; i < Math.max(lanes.length, column + 1); i++) {
    const isOpen = (lanes[i] ?? null) !== null;
    const joins = i === column || sources.includes(i);
    const up = isOpen ? 1 : 0;
    const down = (isOpen && !ending.includes(i)) || (i === column && sources.length > 0) ? 2 : 0;
    const isCrossed = i > from && i < to;
    const left = (joins || isCrossed) && i > from && i <= to ? 4 : 0;
    const right = (joins || isCrossed) && i >= from && i < to ? 8 : 0;
    line += boxes[up + down + left + right] ?? ' ';
    line += i >= from && i < to ? '─' : ' ';
  }
  return line.trimEnd();
}
