import { durationText } from '../duration-text';
import { elapsedOf, words } from './progress-text';
import type { Progress, StepProgress } from '../progress/progress-model';
import { phaseSigns, type StepPhase } from '../step-phase';

/** How to draw. */
export interface ScreenOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  /** Rows of the terminal. */
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly colour: boolean;
  /** The newest line that a step has printed; null when there is none. */
  readonly lastOutput: string | null;
}

const colours: Readonly<Record<StepPhase, string>> = {
  waiting: '2',
  running: '36',
  blocked: '33',
  finished: '36',
  committed: '32',
  reused: '32',
  caught: '33',
  failed: '31',
  stopped: '33'
};

/** The run as lines for a terminal, none longer than its width: a head, a line a step, the newest line printed. */
export function drawProgress(progress: Progress, options: ScreenOptions): string[] {
  const width = Math.max(8, ...progress.steps.map(step => step.name.length));
  const lines = [head(progress, options), ...window(progress.steps, options.rows - 4).map(step => stepLine(step, width, options))];
  if (options.lastOutput !== null) lines.push(paint('2', cut(`  │ ${printable(options.lastOutput)}`, options.columns), options.colour));
  return lines;
}

function head({ header, steps, startedAt }: Progress, options: ScreenOptions): string {
  const done = steps.filter(step => isDone(step)).length;
  const text = `${header.flow}/${header.run}  ${done}/${steps.length} steps  ${durationText(options.now - startedAt)}`;
  return paint('1', cut(text, options.columns), options.colour);
}

/** Where the terminal is too low for all steps: those around the first that is not done. */
function window(steps: readonly StepProgress[], rows: number): readonly StepProgress[] {
  if (steps.length <= rows) return steps;
  const front = steps.findIndex(step => !isDone(step));
  const from = Math.max(0, Math.min(front - 2, steps.length - rows));
  return steps.slice(from, from + Math.max(1, rows));
}

function isDone({ phase }: StepProgress): boolean {
  return phase === 'committed' || phase === 'reused' || phase === 'caught';
}

function stepLine(step: StepProgress, width: number, options: ScreenOptions): string {
  const time = elapsedOf(step, options.now);
  const parts = [
    `  ${phaseSigns[step.phase]} ${step.name.padEnd(width)}`,
    (time === null ? '' : durationText(time)).padStart(12),
    ` ${words[step.phase]}`,
    step.items === null ? '' : ` ${bar(step.items)}`,
    step.reruns === 0 ? '' : ` ran ${step.reruns + 1} times`
  ];
  return paint(colours[step.phase], cut(parts.join(''), options.columns), options.colour);
}

function bar({ done, total }: { readonly done: number; readonly total: number }): string {
  const cells = 20;
  const filled = Math.round((done / total) * cells);
  return `[${'█'.repeat(filled)}${'░'.repeat(cells - filled)}] ${done}/${total}`;
}

function cut(text: string, columns: number): string {
  return text.length < columns ? text : `${text.slice(0, Math.max(1, columns - 2))}…`;
}

/** What a step prints must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

function paint(colour: string, text: string, on: boolean): string {
  return on ? `\u001b[${colour}m${text}\u001b[0m` : text;
}

/** Draws lines in place of those drawn before. */
export interface Painter {
  draw(lines: readonly string[]): void;
  /** Leaves what is drawn and shows the cursor again. */
  close(): void;
}

/** A painter on a terminal: one write a frame, so that it does not flicker. */
export function openPainter(terminal: { write(text: string): unknown }): Painter {
  let height = 0;
  let shown = '';
  terminal.write('\u001b[?25l');
  return {
    draw(lines) {
      const text = lines.map(line => `${line}\u001b[K\n`).join('');
      if (text === shown) return;
      const up = height === 0 ? '' : `\u001b[${height}A`;
      terminal.write(`${up}${text}\u001b[J`);
      shown = text;
      height = lines.length;
    },
    close: () => void terminal.write('\u001b[?25h')
  };
}
