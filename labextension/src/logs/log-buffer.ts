import { Signal, type ISignal } from '@lumino/signaling';
import type { LogPiece } from '../../../src/server/api/run';
import { styleAfter, type AnsiStyle } from './ansi';

/** Who prints: one stream of one attempt of one task. */
export type LogSource = Pick<LogPiece, 'step' | 'index' | 'attempt' | 'stream'>;

/** One line of a run's logs. */
export interface LogLine {
  readonly source: LogSource;
  readonly text: string;
  /** Look in which it begins. */
  readonly style: AnsiStyle;
  /** `note`: said about the log, and not by it. */
  readonly kind: 'text' | 'note';
}

/** The newest lines of a run's logs, whoever printed them, in the order in which they came. */
export class LogBuffer {
  private readonly _capacity: number;
  private readonly _changed = new Signal<this, void>(this);
  private _lines: LogLine[] = [];
  private _dropped = 0;
  private _tails = new Map<string, Tail>();
  private _isComplete = true;

  /** `capacity`: lines that are kept. */
  constructor(capacity: number) {
    this._capacity = capacity;
  }

  /** Lines have come, or all are gone. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Position of the first line that is still there: those before it were left out. */
  get first(): number {
    return this._dropped;
  }

  /** Position behind the last line. */
  get end(): number {
    return this._dropped + this._lines.length;
  }

  /** Null for a position that is left out already, or has not come yet. */
  at(position: number): LogLine | null {
    return this._lines[position - this._dropped] ?? null;
  }

  /** Takes in what was printed. Text without a line feed at its end waits for the rest of its line, and is shown meanwhile. */
  push(piece: LogPiece, noteOf: (skipped: number) => string): void {
    const { step, index, attempt, stream } = piece;
    const key = `${stream} ${attempt} ${index ?? ''} ${step}`;
    const tail = this._tails.get(key) ?? { source: { step, index, attempt, stream }, text: '', style: [], position: null };
    this._tails.set(key, tail);
    if (piece.skipped > 0) this._skip(tail, noteOf(piece.skipped));
    const parts = piece.text.split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) this._end(tail, part);
    if (last !== '') this._extend(tail, last);
    this._trim();
    this._changed.emit();
  }

  clear(): void {
    this._lines = [];
    this._dropped = 0;
    this._tails = new Map();
    this._isComplete = true;
    this._changed.emit();
  }

  /** False once lines were left out. */
  get isComplete(): boolean {
    return this._isComplete;
  }

  private _skip(tail: Tail, note: string): void {
    this._end(tail, '', true);
    this._lines.push({ source: tail.source, text: note, style: [], kind: 'note' });
    this._isComplete = false;
  }

  private _end(tail: Tail, text: string, onlyBegun = false): void {
    if (onlyBegun && tail.text === '') return;
    this._extend(tail, text);
    const line = this.at(tail.position ?? -1);
    if (line !== null) tail.style = styleAfter(line.text, line.style);
    tail.text = '';
    tail.position = null;
  }

  private _extend(tail: Tail, text: string): void {
    const whole = overwritten(tail.text + text);
    tail.text = whole.length > longestLine ? `${whole.slice(0, longestLine)}…` : whole;
    const line: LogLine = { source: tail.source, text: tail.text, style: tail.style, kind: 'text' };
    const place = tail.position === null ? -1 : tail.position - this._dropped;
    if (place >= 0) this._lines[place] = line;
    else {
      tail.position = this.end;
      this._lines.push(line);
    }
  }

  /** Now and then a tenth at once: one by one would move all lines each time. */
  private _trim(): void {
    if (this._lines.length <= this._capacity * 1.1) return;
    const surplus = this._lines.length - this._capacity;
    this._lines = this._lines.slice(surplus);
    this._dropped += surplus;
    this._isComplete = false;
  }
}

interface Tail {
  readonly source: LogSource;
  /** Begin of a line that has not ended. */
  text: string;
  style: AnsiStyle;
  /** Of its line; null between two lines. */
  position: number | null;
}

/** Characters of a line that are kept. */
const longestLine = 10_000;

/** A carriage return begins the line anew, as progress bars do; one at the end belongs to the line feed. */
function overwritten(text: string): string {
  const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
  const at = whole.lastIndexOf('\r');
  return at < 0 ? whole : whole.slice(at + 1);
}
