import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Health } from '../../../src/server/api/answer';
import type { RunRow, TagsAnswer } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer, IFlowTracker } from '../tokens';
import { differingParameters, filterRuns } from './run-filter';
import { RunList } from './run-list';

/** The runs of the current notebook's flow, or of all flows: filtered, and up to two of them chosen. */
export class RunsModel implements IDisposable {
  private readonly _tracker: IFlowTracker;
  private readonly _server: IFlowServer;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _users = new Set<string>();
  private _list: RunList | null = null;
  private _flow: FlowNotebook | null = null;
  private _allFlows = false;
  private _user: string | null = null;
  private _me: string | null = null;
  private _text = '';
  private _chosen: readonly RunRow[] = [];
  private _active = false;
  private _derived: { rows: readonly RunRow[]; text: string; shown: readonly RunRow[]; differing: Differing } | null = null;
  private _timer: ReturnType<typeof setInterval> | null = null;
  private _isDisposed = false;

  constructor(tracker: IFlowTracker, server: IFlowServer) {
    this._tracker = tracker;
    this._server = server;
    tracker.currentChanged.connect(this._onCurrent, this);
    server.stateChanged.connect(this._onServer, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The notebook whose store is read; null when none is open. */
  get notebook(): FlowNotebook | null {
    return this._flow;
  }

  /** Null until it is known which flow is meant. */
  get list(): RunList | null {
    return this._list;
  }

  get server(): IFlowServer {
    return this._server;
  }

  get allFlows(): boolean {
    return this._allFlows;
  }

  /** Whose runs; null: everybody's. */
  get user(): string | null {
    return this._user;
  }

  /** The user whom Metaflow takes runs from here for; null while that is not known. */
  get me(): string | null {
    return this._me;
  }

  /** Users of runs that have been seen, in alphabetical order. */
  get users(): readonly string[] {
    return [...this._users].sort();
  }

  get text(): string {
    return this._text;
  }

  /** Those that are here and have the text. */
  get shown(): readonly RunRow[] {
    return this._derive().shown;
  }

  /** Names of a flow's parameters that tell its runs apart. */
  get differing(): Differing {
    return this._derive().differing;
  }

  /** At most two, older first. */
  get chosen(): readonly RunRow[] {
    return this._chosen;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Whether anybody looks: nothing is asked for otherwise. */
  setActive(active: boolean): void {
    if (active === this._active) return;
    this._active = active;
    if (this._timer !== null) clearInterval(this._timer);
    this._timer = active ? setInterval(() => this._poll(), pauseBetweenPolls) : null;
    if (active) this._onCurrent();
  }

  setAllFlows(allFlows: boolean): void {
    this._allFlows = allFlows;
    this._renew();
  }

  setUser(user: string | null): void {
    this._user = user;
    this._renew();
  }

  /** A filter looks through all runs: those that are not here yet are loaded. */
  setText(text: string): void {
    this._text = text;
    this._changed.emit();
    if (text.trim() !== '') void this._list?.load(Number.MAX_SAFE_INTEGER);
  }

  /** Chooses a run, or no more; a third one takes the place of the one that was chosen first. */
  choose(row: RunRow): void {
    const isChosen = this._chosen.some(({ pathspec }) => pathspec === row.pathspec);
    const others = this._chosen.filter(({ pathspec }) => pathspec !== row.pathspec);
    this._chosen = isChosen ? others : [...others.slice(-1), row];
    this._changed.emit();
  }

  /** The two chosen ones, older first; null unless there are two. */
  get pair(): { readonly a: RunRow; readonly b: RunRow } | null {
    const [a, b] = [...this._chosen].sort((one, other) => one.createdAt - other.createdAt);
    return a === undefined || b === undefined ? null : { a, b };
  }

  /** What a run is compared with by one press: the other run that is chosen, else the one of its flow before it; older first, null where there is none. */
  pairOf(row: RunRow): { readonly a: RunRow; readonly b: RunRow } | null {
    const [chosen] = this._chosen.filter(({ pathspec }) => pathspec !== row.pathspec);
    const other = chosen ?? this.shown.find(({ flow, createdAt }) => flow === row.flow && createdAt < row.createdAt);
    if (other === undefined) return null;
    return other.createdAt < row.createdAt ? { a: other, b: row } : { a: row, b: other };
  }

  /** Changes a run's tags. @throws ServerError */
  async tag(row: RunRow, add: readonly string[], remove: readonly string[]): Promise<void> {
    const path = this._flow?.source.path ?? '';
    const { userTags } = await this._server.ask<TagsAnswer>('runs/tags', {}, { path, pathspec: row.pathspec, add, remove });
    this._list?.replace({ ...row, userTags });
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this.setActive(false);
    this._list?.dispose();
    Signal.clearData(this);
  }

  private _onCurrent(): void {
    if (!this._active) return;
    const flow = this._tracker.current;
    if (flow !== this._flow) {
      this._flow?.analysisChanged.disconnect(this._onAnalysis, this);
      this._flow = flow;
      flow?.analysisChanged.connect(this._onAnalysis, this);
      if (flow !== null) void this._findUser(flow.source.path);
    }
    this._renewIfOther();
  }

  private _onAnalysis(): void {
    this._renewIfOther();
  }

  private _onServer(_server: IFlowServer, { up }: { readonly up: boolean }): void {
    if (up && this._active && this._list?.error !== null) void this._list?.refresh();
    this._changed.emit();
  }

  /** Ages grow without any news; what could not be had is asked for again. */
  private _poll(): void {
    if (this._list !== null && this._list.error !== null) void this._list.refresh();
    else this._changed.emit();
  }

  private async _findUser(path: string): Promise<void> {
    const { user } = await this._server.ask<Health>('health', { path }).catch(() => ({ user: null }));
    if (user === null || user === this._me || this._isDisposed) return;
    this._me = user;
    this._changed.emit();
  }

  private _renewIfOther(): void {
    const wanted = this._scope();
    if (JSON.stringify(wanted) !== JSON.stringify(this._list?.scope ?? null)) this._renew();
    else this._changed.emit();
  }

  private _renew(): void {
    this._list?.dispose();
    const scope = this._scope();
    this._list = scope === null ? null : new RunList(this._server, scope, { pageSize: 500 });
    this._chosen = [];
    this._list?.changed.connect(this._onList, this);
    void this._list?.refresh();
    if (this._text.trim() !== '') void this._list?.load(Number.MAX_SAFE_INTEGER);
    this._list?.follow();
    this._changed.emit();
  }

  private _scope(): RunList['scope'] | null {
    const flow = this._flow;
    if (flow === null || (!this._allFlows && flow.analysis === null)) return null;
    const namespace = this._user === null ? '' : `user:${this._user}`;
    return { path: flow.source.path, flow: this._allFlows ? null : (flow.analysis?.flow ?? null), namespace };
  }

  private _onList(list: RunList): void {
    for (const { user } of list.rows) if (user !== null) this._users.add(user);
    this._chosen = this._chosen.map(chosen => list.rows.find(({ pathspec }) => pathspec === chosen.pathspec) ?? chosen);
    this._changed.emit();
  }

  private _derive(): { readonly shown: readonly RunRow[]; readonly differing: Differing } {
    const rows = this._list?.rows ?? [];
    if (this._derived?.rows !== rows || this._derived.text !== this._text)
      this._derived = { rows, text: this._text, shown: filterRuns(rows, this._text), differing: differingParameters(rows) };
    return this._derived;
  }
}

type Differing = ReadonlyMap<string, ReadonlySet<string>>;

/** Milliseconds. */
const pauseBetweenPolls = 5_000;
