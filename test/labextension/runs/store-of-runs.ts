import { Signal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { IFlowServer, Query, ServerState } from '../../../labextension/src/tokens';
import type { FlowChange } from '../../../src/server/api/answer';
import type { RunRow, RunStatusName } from '../../../src/server/api/run';

/** A server over runs `1` (the oldest) to `n` of one flow. */
export class StoreOfRuns implements IFlowServer {
  readonly state: ServerState = { up: true, error: null };
  readonly stateChanged = new Signal<this, ServerState>(this);
  readonly isSlow = false;
  readonly slowChanged = new Signal<this, boolean>(this);
  readonly questions: string[] = [];
  broken: Error | null = null;
  /** Id of a run that has only a name: it is counted, and not listed. */
  withoutRecord: string | null = null;
  private readonly _runs: RunRow[] = [];
  private _tell: (change: FlowChange) => void = () => undefined;

  constructor(count: number) {
    this.add(count);
  }

  add(count: number): void {
    for (let i = 0; i < count; i++) this._runs.push(runRow(this._runs.length + 1));
  }

  setStatus(id: string, status: RunStatusName): void {
    const at = Number(id) - 1;
    this._runs[at] = { ...runRow(at + 1), status };
  }

  newest(count: number): string[] {
    return this._runs
      .slice(-count)
      .reverse()
      .map(({ id }) => id);
  }

  /** As the server does when the flow has changed. */
  tell(): void {
    const running = this._runs.filter(({ status }) => status === 'running').map(({ pathspec }) => pathspec);
    this._tell({ newest: this._runs.at(-1)?.pathspec ?? null, running, followable: running });
  }

  async settled(): Promise<void> {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  }

  async ask<T>(route: string, query: Query = {}): Promise<T> {
    await Promise.resolve();
    this.questions.push(route);
    if (this.broken !== null) throw this.broken;
    if (route === 'run') return { run: this._runs.find(({ pathspec }) => pathspec === query['pathspec']) } as T;
    const limit = Number(query['limit']);
    const before = query['before'] ?? null;
    const end = before === null ? this._runs.length : this._runs.findIndex(({ pathspec }) => pathspec === before);
    const runs = this._runs
      .slice(Math.max(0, end - limit), end)
      .filter(({ id }) => id !== this.withoutRecord)
      .reverse();
    return { runs, total: this._runs.length, next: end - limit > 0 ? (runs.at(-1)?.pathspec ?? null) : null } as T;
  }

  askBytes(): Promise<Uint8Array> {
    return Promise.reject(new Error('no bytes here'));
  }

  url(route: string): string {
    return route;
  }

  follow<T>(_route: string, _query: Query, _event: string, onMessage: (message: T) => void): IDisposable {
    this._tell = change => onMessage(change as T);
    return { isDisposed: false, dispose: () => (this._tell = () => undefined) };
  }
}

/** A run with what tests look at. */
export function runRow(number: number, more: Partial<RunRow> = {}): RunRow {
  return {
    pathspec: `Flow/${number}`,
    flow: 'Flow',
    id: String(number),
    status: 'successful',
    createdAt: number * 1_000,
    finishedAt: number * 1_000 + 500,
    user: 'ada',
    userTags: [],
    systemTags: [],
    parameters: [],
    origin: null,
    problem: null,
    ...more
  };
}
