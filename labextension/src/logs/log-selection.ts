import { plainText } from './ansi';
import type { LogBuffer, LogLine, LogSource } from './log-buffer';

/** What of a log is shown, and what is looked for in it. */
export interface LogQuery {
  /** Name of a step; null shows all. */
  readonly step: string | null;
  /** Item of a foreach; null shows all of the step. */
  readonly index: number | null;
  readonly stream: LogSource['stream'] | null;
  /** Looked for in either case; empty looks for nothing. */
  readonly search: string;
}

/** Shows all and looks for nothing. */
export const everything: LogQuery = { step: null, index: null, stream: null, search: '' };

/** Positions of the lines that a query shows, kept up with a log that grows: each line is looked at once. */
export class LogSelection {
  private readonly _buffer: LogBuffer;
  private _query: LogQuery = everything;
  private _shown: number[] = [];
  private _hits: number[] = [];
  private _seen = 0;

  constructor(buffer: LogBuffer) {
    this._buffer = buffer;
  }

  /** Positions in the buffer, in order. */
  get shown(): readonly number[] {
    return this._shown;
  }

  /** Places in `shown` of the lines in which the text was found, in order. */
  get hits(): readonly number[] {
    return this._hits;
  }

  get query(): LogQuery {
    return this._query;
  }

  setQuery(query: LogQuery): void {
    this._query = query;
    this._restart();
    this.update();
  }

  /** Takes in the lines that have come, and lets go of those that were left out. */
  update(): void {
    const { first, end } = this._buffer;
    if (end < this._seen) this._restart();
    this._forget(first);
    const search = this._query.search.toLowerCase();
    for (let position = Math.max(this._seen, first); position < end; position++) this._take(position, search);
    this._seen = end;
  }

  private _take(position: number, search: string): void {
    const line = this._buffer.at(position);
    if (line === null || !isShown(line, this._query)) return;
    if (search !== '' && plainText(line.text).toLowerCase().includes(search)) this._hits.push(this._shown.length);
    this._shown.push(position);
  }

  private _forget(first: number): void {
    const gone = this._shown.findIndex(position => position >= first);
    const count = gone < 0 ? this._shown.length : gone;
    if (count === 0) return;
    this._shown = this._shown.slice(count);
    this._hits = this._hits.filter(hit => hit >= count).map(hit => hit - count);
  }

  private _restart(): void {
    this._shown = [];
    this._hits = [];
    this._seen = 0;
  }
}

function isShown({ source }: LogLine, { step, index, stream }: LogQuery): boolean {
  return (
    (step === null || source.step === step) && (index === null || source.index === index) && (stream === null || source.stream === stream)
  );
}
