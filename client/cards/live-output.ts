import { randomUUID } from 'node:crypto';
import type { CardComponent } from '../../src/card/component';
import { componentBundle } from './card-bundle';
import { displayWriter, kernelCells, type WriteDisplay } from './kernel-output';

/** Milliseconds between two redraws, and how much of the time redrawing may take. */
const leastGap = 40;
const share = 1 / 5;

/** Milliseconds that redrawing may take out of turn where nobody tells that a cell ends, as in stock tslab. */
const mostCredit = 200;

/** How many outputs are kept up to date; older ones stay as they are. */
const mostOutputs = 50;

/** An output of a cell that is redrawn when what it shows changes, while the cell runs and after. */
export class LiveOutput {
  private readonly id = randomUUID();
  readonly cell: string | null = kernelCells()?.cell ?? null;
  private text = '';

  private readonly write: WriteDisplay;
  private components: () => readonly CardComponent[];

  constructor(write: WriteDisplay, components: () => readonly CardComponent[]) {
    this.write = write;
    this.components = components;
    this.send(components(), false);
  }

  /** Shows something else from now on. */
  turnTo(components: () => readonly CardComponent[]): void {
    this.components = components;
    this.redraw();
  }

  redraw(): void {
    const now = this.components();
    if (JSON.stringify(now) !== this.text) this.send(now, true);
  }

  private send(now: readonly CardComponent[], isUpdate: boolean): void {
    this.text = JSON.stringify(now);
    // In the name of the cell that runs: whoever runs a notebook without a page listens to no other.
    (displayWriter() ?? this.write)({ data: componentBundle(now), metadata: {}, transient: { display_id: this.id } }, isUpdate);
  }
}

let outputs: LiveOutput[] = [];
let isListening = false;
let isDrawing = false;
let isQueued = false;
let earliest = 0;
let credit = mostCredit;
let drawnAt = 0;
let timer: NodeJS.Timeout | null = null;

/** Shows components as an output of the cell that runs; null where nothing can be displayed. */
export function showLive(components: () => readonly CardComponent[]): LiveOutput | null {
  const write = displayWriter();
  if (write === null) return null;
  listen();
  const output = new LiveOutput(write, components);
  outputs = [...outputs.slice(1 - mostOutputs), output];
  return output;
}

/** To be called when a component that may be shown somewhere has changed: at once, where the last time is long enough ago. */
export function redrawOutputs(): void {
  if (outputs.length === 0 || isDrawing) return;
  const wait = earliest - performance.now();
  if (wait <= 0) draw();
  else if (kernelCells() === null && credit > 0) drawInTurn();
  else timer ??= setTimeout(draw, wait).unref();
}

/** A cell's last change must be drawn before it ends, and a timer may be too late for that. */
function drawInTurn(): void {
  if (isQueued) return;
  isQueued = true;
  queueMicrotask(() => {
    isQueued = false;
    draw();
  });
}

function draw(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const started = performance.now();
  credit = Math.min(mostCredit, credit + (started - drawnAt) * share);
  isDrawing = true;
  try {
    for (const each of outputs) each.redraw();
  } finally {
    isDrawing = false;
    const ended = performance.now();
    earliest = ended + Math.max(leastGap, (ended - started) / share);
    credit -= ended - started;
    drawnAt = started;
  }
}

/** What is waiting is drawn before a cell ends: whoever runs a notebook without a page listens no longer. */
function listen(): void {
  if (isListening) return;
  isListening = true;
  const cells = kernelCells();
  cells?.ends.add(() => {
    if (timer !== null) draw();
  });
  // Outputs of a cell that runs again are gone.
  cells?.begins.add(cell => (outputs = outputs.filter(each => cell === null || each.cell !== cell)));
}
