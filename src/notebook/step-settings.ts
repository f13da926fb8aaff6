/** A step's settings: the union of `metadata.headwater` over its cells, checked against the published schema. */
export interface StepSettings {
  readonly title?: string;
  readonly retry?: { readonly times: number; readonly minutesBetweenRetries?: number };
  readonly catch?: { readonly var: string };
  readonly timeout?: { readonly seconds: number };
  /** False: strictly in notebook order. */
  readonly parallel?: boolean;
  /** True: it sends, deploys or prints; never started on a guess. */
  readonly effects?: boolean;
  /** `task`: a fresh process for each foreach item. */
  readonly isolation?: 'task' | 'step';
  readonly environment?: Readonly<Record<string, string>>;
  readonly compute?: string;
  readonly resources?: { readonly cpu?: number; readonly memory?: number; readonly gpu?: number };
  /** False: none; else the default one. `blank`: only what code has put on it. */
  readonly card?: boolean | { readonly type?: 'default' | 'blank'; readonly title?: string };
  /** How the step's tables are kept in the store: `arrow` (mapped, opens at once; the default) or `parquet` (small). */
  readonly tables?: 'arrow' | 'parquet';
}
