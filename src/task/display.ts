import { inspect } from 'node:util';
import { logSize } from './log-size';
import type { ExecutionRecord } from './protocol';

/** Mime type -> data, as nbformat has it: text, or base64 for binary types, or JSON. */
export type MimeBundle = Record<string, unknown>;

/** Which cell made an output, by its id, and how many bytes its execution had printed by then. */
export interface OutputPlace {
  readonly cell: string;
  readonly stdout: number;
  readonly stderr: number;
}

/** A rich output in nbformat. */
export interface RichOutput {
  readonly output_type: 'display_data' | 'execute_result';
  readonly data: MimeBundle;
  readonly metadata: { readonly headwater: OutputPlace };
  readonly execution_count?: null;
}

/** Collects what an execution displays, in order. */
export interface OutputLog {
  readonly outputs: readonly RichOutput[];
  /** The cell that is running; empty before the first. */
  readonly cell: string;
  /** A cell begins: what is shown and printed from here on is its own. */
  enter(cell: string): void;
  /** Adds a display; one with an `id` that was shown before replaces that one. */
  display(data: MimeBundle, id?: string): void;
  /** Adds the value of a cell's last expression; none for undefined and null, as tslab. */
  result(value: unknown): void;
  /** Where the printed text of each cell begins, in the process's logs between two places; see `ExecutionRecord.printed`. */
  printed(record: Pick<ExecutionRecord, 'stdout' | 'stderr'>): Pick<ExecutionRecord, 'printed'>;
  clear(): void;
}

/** An empty log. */
export function outputLog(): OutputLog {
  const outputs: RichOutput[] = [];
  const shown = new Map<string, number>();
  const begins: OutputPlace[] = [];
  let current = '';
  const placeNow = (): OutputPlace => {
    const [{ stdout, stderr } = { stdout: 0, stderr: 0 }] = begins;
    return { cell: current, stdout: logSize(1) - stdout, stderr: logSize(2) - stderr };
  };
  return {
    outputs,
    get cell() {
      return current;
    },
    enter(cell) {
      current = cell;
      begins.push({ cell, stdout: logSize(1), stderr: logSize(2) });
    },
    printed({ stdout, stderr }) {
      if (stdout.end === stdout.start && stderr.end === stderr.start) return {};
      return { printed: begins.map(each => ({ cell: each.cell, stdout: each.stdout - stdout.start, stderr: each.stderr - stderr.start })) };
    },
    display(data, id) {
      const at = id === undefined ? undefined : shown.get(id);
      const before = at === undefined ? undefined : outputs[at];
      const output: RichOutput = { output_type: 'display_data', data, metadata: before?.metadata ?? { headwater: placeNow() } };
      if (at === undefined) outputs.push(output);
      else outputs[at] = output;
      if (id !== undefined && at === undefined) shown.set(id, outputs.length - 1);
    },
    result(value) {
      if (value === undefined || value === null) return;
      const metadata = { headwater: placeNow() };
      outputs.push({ output_type: 'execute_result', execution_count: null, data: mimeBundleOf(value), metadata });
    },
    clear() {
      outputs.length = 0;
      begins.length = 0;
      shown.clear();
    }
  };
}

const displaySymbol = Symbol.for('Jupyter.display');

/** A value as nbformat has it: what its method `Jupyter.display` gives, and a text in any case. @throws what that method throws */
export function mimeBundleOf(value: unknown): MimeBundle {
  const rich = richBundleOf(value);
  if (rich === null) return { 'text/plain': inspect(value) };
  return 'text/plain' in rich ? rich : { ...rich, 'text/plain': inspect(value) };
}

function richBundleOf(value: unknown): MimeBundle | null {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return null;
  const show: unknown = Reflect.get(value, displaySymbol);
  if (typeof show !== 'function') return null;
  const bundle: unknown = Reflect.apply(show, value, []);
  if (typeof bundle !== 'object' || bundle === null) return null;
  return Object.fromEntries(Object.entries(bundle).map(([type, data]) => [type, data instanceof Uint8Array ? base64(data) : data]));
}

function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}
