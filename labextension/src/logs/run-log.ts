import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { LogBegin, LogPiece } from '../../../src/server/api/run';
import type { IFlowServer } from '../server/server-token';
import { LogBuffer } from './log-buffer';
import { LogSelection } from './log-selection';

/** Lines of a run that are kept. */
const capacity = 100_000;

/** The logs of one run, followed while somebody looks. */
export class RunLog implements IDisposable {
  readonly pathspec: string;
  /** Of the notebook, or of anything else in the folder of the same store. */
  readonly path: string;
  readonly buffer = new LogBuffer(capacity);
  readonly selection = new LogSelection(this.buffer);
  private readonly _server: IFlowServer;
  private readonly _noteOf: (skipped: number) => string;
  private readonly _changed = new Signal<this, void>(this);
  private _stream: IDisposable | null = null;
  private _hasBegun = false;

  /** `noteOf`: says that so many bytes were left out. */
  constructor(place: { readonly path: string; readonly pathspec: string }, server: IFlowServer, noteOf: (skipped: number) => string) {
    this.path = place.path;
    this.pathspec = place.pathspec;
    this._server = server;
    this._noteOf = noteOf;
  }

  /** Something was printed, or reading has begun. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether the server has begun to tell. */
  get hasBegun(): boolean {
    return this._hasBegun;
  }

  get isDisposed(): boolean {
    return this._stream?.isDisposed ?? false;
  }

  /** Begins to read; a server that was away tells all again from the beginning. */
  follow(): void {
    this._stream ??= this._server.follow<LogPiece | LogBegin>('run/logs', { path: this.path, pathspec: this.pathspec }, 'log', message =>
      this._take(message)
    );
  }

  dispose(): void {
    this._stream?.dispose();
    Signal.clearData(this);
  }

  private _take(message: LogPiece | LogBegin): void {
    if ('begin' in message) {
      this._hasBegun = true;
      this.buffer.clear();
    } else this.buffer.push(message, this._noteOf);
    this._changed.emit();
  }
}
