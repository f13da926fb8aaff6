/** `GET compare?path=&a=&b=`: two runs side by side. */
export interface RunComparison {
  readonly a: string;
  readonly b: string;
  /** When each began: milliseconds since 1970. */
  readonly createdAt: { readonly a: number; readonly b: number };
  readonly parameters: readonly ComparedText[];
  /** Cells aligned in notebook order; one side null where it has none. */
  readonly cells: readonly ComparedCell[];
  readonly variables: readonly ComparedVariable[];
  /** Finite numbers among the final variables: `delta` is b − a. */
  readonly metrics: readonly {
    readonly name: string;
    readonly a: number | null;
    readonly b: number | null;
    readonly delta: number | null;
  }[];
  /** Milliseconds by step. */
  readonly times: readonly { readonly step: string; readonly a: number | null; readonly b: number | null }[];
}

/** A text of each side; null where it has none. */
export interface ComparedText {
  readonly name: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly same: boolean;
}

/** A cell of each side. */
export interface ComparedCell {
  readonly id: string;
  readonly step: string | null;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
  readonly a: string | null;
  readonly b: string | null;
}

/** A step's variable of each side, compared by content. */
export interface ComparedVariable {
  readonly step: string;
  readonly name: string;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
  readonly a: { readonly pathspec: string; readonly type: string; readonly size: number | null } | null;
  readonly b: { readonly pathspec: string; readonly type: string; readonly size: number | null } | null;
}
