import { drawnEdges } from './drawn-edges';
import { countEvidence, evidenceMeanings, thingText } from './evidence-text';
import type { Evidence, FlowGraph } from './flow-graph';
import { layoutGraph, notesOf, type Laid, type LaidEdge, type LaidStep } from './layout-graph';

type Drawn = Pick<FlowGraph, 'flow' | 'steps' | 'edges'>;

/**
 * The graph as a self-contained SVG document, laid out from top to bottom; readable on light and dark ground, with a title and description
 * for screen readers. Lines of learned edges are dashed, those of refuted ones dotted and end in a cross; a legend says so where runs have shown something.
 */
export async function drawSvg({ flow, steps, edges }: Drawn): Promise<string> {
  const graph = { flow, steps, edges: drawnEdges(edges) };
  const laid = await layoutGraph(graph);
  const legend = legendLines(graph);
  const width = Math.max(laid.width, ...legend.map(line => line.width));
  const height = laid.height + legend.length * legendHeight + (legend.length === 0 ? 0 : 12);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="hw-title hw-desc">
<title id="hw-title">${escaped(`Flow ${graph.flow}`)}</title>
<desc id="hw-desc">${escaped(description(graph))}</desc>
<style>${style}</style>
<defs><marker id="hw-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="tip" d="M0 1 L9 5 L0 9 z"/></marker>
<marker id="hw-cross" viewBox="0 0 10 10" refX="11" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path class="cross" d="M1 1 L9 9 M9 1 L1 9"/></marker></defs>
<rect class="ground" width="${width}" height="${height}"/>
${laid.edges.map(drawLine).join('\n')}
${laid.steps.map(drawStep).join('\n')}
${laid.edges.map(drawLabel).join('\n')}
${legend.map((line, i) => drawLegend(line, laid.height + 12 + i * legendHeight)).join('\n')}
</svg>
`;
}

const style = `
svg { color-scheme: light dark; font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.ground { fill: #ffffff; }
.box { fill: #f1f6fc; stroke: #2f6fb0; stroke-width: 1.25; }
.name { fill: #16212e; font-size: 14px; font-weight: 600; }
.note { fill: #53616f; font-size: 11px; }
.line { fill: none; stroke: #7b8896; stroke-width: 1.25; }
.tip { fill: #7b8896; }
.cross { fill: none; stroke: #7b8896; stroke-width: 1.5; }
.confirmed { stroke-width: 2; }
.learned { stroke-dasharray: 7 4; }
.refuted { stroke-dasharray: 1.5 4.5; stroke-linecap: round; }
.label { fill: #37424e; font-size: 11px; font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.back { fill: #ffffff; fill-opacity: 0.88; }
@media (prefers-color-scheme: dark) {
  .ground { fill: #14181d; }
  .box { fill: #1d2836; stroke: #6aa9e9; }
  .name { fill: #eef3f8; }
  .note { fill: #a9b6c3; }
  .line { stroke: #8391a0; }
  .tip { fill: #8391a0; }
  .cross { stroke: #8391a0; }
  .label { fill: #cfd8e1; }
  .back { fill: #14181d; }
}
`;

function description({ steps, edges }: Drawn): string {
  const sentences = edges.map(({ from, to, uses }) => {
    const said = uses.map(use => `${thingText(use)}${spoken[use.evidence]}`).join(', ');
    return `${to} takes ${said} from ${from}.`;
  });
  return [`${steps.length} steps: ${steps.map(step => step.name).join(', ')}.`, ...sentences].join(' ');
}

const spoken: Readonly<Record<Evidence, string>> = {
  inferred: '',
  confirmed: ' (confirmed)',
  learned: ' (learned)',
  refuted: ' (refuted: not really)'
};

interface LegendLine {
  readonly evidence: Evidence;
  readonly text: string;
  readonly width: number;
}

const legendHeight = 18;

function legendLines({ edges }: Drawn): LegendLine[] {
  return countEvidence(edges).map(([evidence, count]) => {
    const text = `${count} ${evidence}: ${evidenceMeanings[evidence]}`;
    return { evidence, text, width: Math.ceil(76 + text.length * 5.9) };
  });
}

function drawLegend({ evidence, text }: LegendLine, y: number): string {
  return `<g><path class="${lineClass(evidence)}" marker-end="url(#${tipOf(evidence)})" d="M20 ${y} L56 ${y}"/><text class="note" x="66" y="${y + 4}">${escaped(text)}</text></g>`;
}

function lineClass(evidence: Evidence): string {
  return evidence === 'inferred' ? 'line' : `line ${evidence}`;
}

function tipOf(evidence: Evidence): string {
  return evidence === 'refuted' ? 'hw-cross' : 'hw-arrow';
}

function drawStep({ step, x, y, width, height }: LaidStep): string {
  const [left, top] = [x - width / 2, y - height / 2];
  const boxes = step.kind === 'foreach' ? [8, 4, 0] : [0];
  const notes = notesOf(step);
  const first = y + (notes.length === 0 ? 5 : 5 - notes.length * 7.5);
  return `<g>
${boxes.map(shift => `<rect class="box" x="${round(left + shift)}" y="${round(top - shift)}" width="${round(width)}" height="${round(height)}" rx="7"/>`).join('\n')}
<text class="name" x="${round(x)}" y="${round(first)}" text-anchor="middle">${escaped(step.name)}</text>
${notes.map((note, i) => `<text class="note" x="${round(x)}" y="${round(first + 16 + i * 14)}" text-anchor="middle">${escaped(note)}</text>`).join('\n')}
</g>`;
}

function drawLine({ points, evidence }: LaidEdge): string {
  return `<path class="${lineClass(evidence)}" marker-end="url(#${tipOf(evidence)})" d="${smooth(points)}"/>`;
}

function drawLabel({ label, x, y, labelWidth, labelHeight }: LaidEdge): string {
  const top = y - labelHeight / 2;
  const lines = label.map((line, i) => `<tspan x="${round(x)}" y="${round(top + 12 + i * 14)}">${escaped(line)}</tspan>`);
  return `<g><rect class="back" x="${round(x - labelWidth / 2)}" y="${round(top)}" width="${round(labelWidth)}" height="${round(labelHeight)}" rx="3"/><text class="label" text-anchor="middle">${lines.join('')}</text></g>`;
}

/** A curve through all points, upright where it passes one, so that it runs through the middle of its label. */
function smooth([first, ...rest]: Laid['edges'][number]['points']): string {
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  let from = first;
  for (const to of rest) {
    const middle = (from.y + to.y) / 2;
    path += ` C${round(from.x)} ${round(middle)} ${round(to.x)} ${round(middle)} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return path;
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function escaped(text: string): string {
  const plain = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
  return plain.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
