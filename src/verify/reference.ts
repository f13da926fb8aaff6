import type { Description } from '../task/describe/description';

/** What a step's cells left in the kernel. */
export interface ReferenceStep {
  readonly step: string;
  readonly description: Description;
  readonly stdout: string;
}

/** A scratch cell with the variables before and after it. */
export interface ScratchTrace {
  readonly index: number;
  readonly before: Description;
  readonly after: Description;
}

/** How a step fails in the kernel; what comes after it has not run. */
export interface ReferenceFailure {
  /** Empty for a setup cell, which ends only a run with scratch cells in this way. */
  readonly step: string;
  /** Position of the cell in the notebook. */
  readonly index: number;
  /** What the failing cell has printed on stderr. */
  readonly said: string;
}

/** A run of cells in the notebook's own kernel. */
export interface Reference {
  readonly steps: readonly ReferenceStep[];
  /** Null when no step failed. */
  readonly failure: ReferenceFailure | null;
  /** Only of a run with scratch cells. */
  readonly scratch: readonly ScratchTrace[];
  /** Scratch cells that failed, with what the kernel said. */
  readonly failed: readonly { readonly cell: string; readonly index: number; readonly message: string }[];
  /** Milliseconds that the cells took. */
  readonly elapsed: number;
}

/** The line that names the error in what a kernel has said: before its stack come the place and, of a thrown error, the code. */
export function errorLine(said: string): string {
  const lines = said.trim().split('\n');
  const stack = lines.findIndex(line => /^\s+at /.test(line));
  const before = stack > 0 ? lines.slice(0, stack) : lines.slice(0, 1);
  const line = before.findLast(each => /^(Uncaught )?[\w$.]+: /.test(each)) ?? before.at(-1) ?? '';
  return line.trim().slice(0, 300) || 'it said nothing';
}
