/** Every failure of the server: HTTP status 4xx or 5xx with this body. */
export interface ErrorAnswer {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string; readonly about: string | null };
}

/** `GET health?path=`; `path`: the notebook or folder whose settings say who the user is, else Jupyter's root. */
export interface Health {
  readonly version: string;
  readonly node: string;
  readonly pid: number;
  /** Whose runs are "mine": Metaflow's user as a run here would have it; null when its settings cannot be read. */
  readonly user: string | null;
}

/** `GET flows?path=`: the flows of the store that a notebook's folder belongs to, as `{ flows: FlowRow[] }`. */
export interface FlowRow {
  readonly name: string;
  /** Pathspec of the newest run; null when it has none. */
  readonly latest: string | null;
  readonly runs: number;
}

/** One message of `GET flow/follow?path=&flow=` (SSE, event `changed`): something about the flow's runs (without `flow`: those of all flows) is new; ask for the list again. `running`: pathspecs. */
export interface FlowChange {
  readonly newest: string | null;
  readonly running: readonly string[];
  /** Those of `running` that `run/follow` can follow already: made by headwater, their events are there. Newest first. */
  readonly followable: readonly string[];
}
