import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { FlowChange } from '../../../src/server/api/answer';
import type { RunDetail, RunPage, RunRow } from '../../../src/server/api/run';
import type { IFlowServer } from '../tokens';

/** Which runs a list holds. */
export interface RunScope {
  /** Path of a notebook: its folder's store is meant. */
  readonly path: string;
  /** Null: all flows of the store. */
  readonly flow: string | null;
  /** `user:<name>`, or empty for everybody's. */
  readonly namespace: string;
}

/** The runs of a flow, newest first: pages come as they are asked for, new runs by themselves. */
export class RunList implements IDisposable {
  readonly scope: RunScope;
  private readonly _server: IFlowServer;
  private readonly _pageSize: number;
  private readonly _changed = new Signal<this, void>(this);
  private _rows: readonly RunRow[] = [];
  private _total = 0;
  /** `before` of the next page; undefined when no page has come yet. */
  private _next: string | null | undefined = undefined;
  private _error: Error | null = null;
  private _work: Promise<void> = Promise.resolve();
  private _pending = 0;
  private _following: IDisposable | null = null;
  private _isDisposed = false;

  constructor(server: IFlowServer, scope: RunScope, { pageSize = 200 } = {}) {
    this._server = server;
    this.scope = scope;
    this._pageSize = pageSize;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The runs that are here, without a gap from the newest. */
  get rows(): readonly RunRow[] {
    return this._rows;
  }

  /** How many runs there are in all. A run that has only a name yet counts when it has a record. */
  get total(): number {
    return this.complete ? this._rows.length : Math.max(this._total, this._rows.length);
  }

  /** Whether all runs are here. */
  get complete(): boolean {
    return this._next === null;
  }

  get loading(): boolean {
    return this._pending > 0;
  }

  /** Why the last question got no answer; null when it got one. */
  get error(): Error | null {
    return this._error;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Loads pages until the run at this position is here, or there are no more. */
  load(index: number): Promise<void> {
    return this._queue(async () => {
      while (!this._isDisposed && this._next !== null && this._rows.length <= index) this._append(await this._page(this._next ?? null));
    });
  }

  /** Asks for the newest runs again; older ones stay. */
  refresh(): Promise<void> {
    return this._queue(async () => {
      const page = await this._page(null);
      if (this._next === undefined) this._append(page);
      else this._mergeNewest(page);
      await this._refreshEnded(page);
    });
  }

  /** Puts a row in the place of its older state. */
  replace(row: RunRow): void {
    this._rows = this._rows.map(each => (each.pathspec === row.pathspec ? row : each));
    this._changed.emit();
  }

  /** From now on new runs, and changes of those that go on, come by themselves. Only one flow can be followed. */
  follow(): void {
    if (this._following !== null || this._isDisposed) return;
    const query = { path: this.scope.path, flow: this.scope.flow };
    this._following = this._server.follow<FlowChange>('flow/follow', query, 'changed', () => void this.refresh());
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._following?.dispose();
    Signal.clearData(this);
  }

  /** One question after the other: answers never overtake. */
  private _queue(work: () => Promise<void>): Promise<void> {
    this._pending++;
    this._work = this._work.then(async () => {
      try {
        if (!this._isDisposed) await work();
        this._error = null;
      } catch (error) {
        this._error = error instanceof Error ? error : new Error(String(error));
      }
      this._pending--;
      if (!this._isDisposed) this._changed.emit();
    });
    return this._work;
  }

  private _page(before: string | null): Promise<RunPage> {
    const { path, flow, namespace } = this.scope;
    return this._server.ask<RunPage>('runs', { path, flow, namespace, before, limit: this._pageSize });
  }

  private _append({ runs, total, next }: RunPage): void {
    const here = new Set(this._rows.map(({ pathspec }) => pathspec));
    this._rows = [...this._rows, ...runs.filter(({ pathspec }) => !here.has(pathspec))];
    this._total = total;
    this._next = next;
    this._changed.emit();
  }

  /** When more runs are new than fit a page there would be a gap: then the list begins anew. */
  private _mergeNewest(page: RunPage): void {
    const oldest = page.runs.at(-1);
    const fresh = new Set(page.runs.map(({ pathspec }) => pathspec));
    const meets = page.next === null || this._rows.some(({ pathspec }) => fresh.has(pathspec));
    if (!meets || oldest === undefined) {
      this._rows = page.runs;
      this._next = page.next;
    } else {
      this._rows = [...page.runs, ...this._rows.filter(row => !fresh.has(row.pathspec) && row.createdAt <= oldest.createdAt)];
    }
    this._total = page.total;
  }

  /** Runs that went on when they were read, and lie below the newest page. */
  private async _refreshEnded(page: RunPage): Promise<void> {
    const fresh = new Set(page.runs.map(({ pathspec }) => pathspec));
    const open = this._rows.filter(({ pathspec, status }) => status === 'running' && !fresh.has(pathspec));
    for (const { pathspec } of open) {
      const { run } = await this._server.ask<RunDetail>('run', { path: this.scope.path, pathspec });
      this._rows = this._rows.map(each => (each.pathspec === pathspec ? run : each));
    }
  }
}
