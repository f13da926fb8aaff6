/** What a value is to a comparison. What cannot be compared number by number goes by its content alone. */
export type Finding =
  /** A number; NaN and infinite ones too. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** Numbers in a row, cut to what can be drawn; `last` and `length` are of the whole. `xs`: where they stand; null: 0, 1, 2, … */
  | {
      readonly kind: 'series';
      readonly ys: readonly number[];
      readonly xs: readonly number[] | null;
      readonly last: number;
      readonly length: number;
    }
  /** Numbers of which the order says nothing: of the branches of a foreach, of the rows of a small table. */
  | {
      readonly kind: 'spread';
      readonly count: number;
      readonly mean: number;
      readonly sd: number;
      readonly least: number;
      readonly most: number;
    }
  /** As many rows as columns, such as a confusion matrix. */
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly number[])[] }
  /** A picture; `data` in base64. */
  | { readonly kind: 'image'; readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'; readonly data: string }
  /** Null, undefined. */
  | { readonly kind: 'nothing' }
  /** Something else, with its type for people. */
  | { readonly kind: 'other'; readonly type: string };

/** How a run stands, as the client has it. */
export type RunStanding = 'running' | 'successful' | 'failed' | 'stopped' | 'died' | 'unfinished';

/** A cell's code in a run. */
export interface CellFact {
  readonly id: string;
  /** What people call it: `train, cell 3`. */
  readonly label: string;
  readonly source: string;
}

/** What of a run can be compared. Times in milliseconds since 1970. */
export interface RunFacts {
  readonly pathspec: string;
  readonly createdAt: number;
  /** Null while it goes on, and when nothing says. */
  readonly finishedAt: number | null;
  readonly status: RunStanding;
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly parameters: ReadonlyMap<string, Finding>;
  /** Values that its steps have assigned, by name; of objects and tables `name.field`. */
  readonly metrics: ReadonlyMap<string, Finding>;
  /** Content keys of its variables, parameters left out. */
  readonly data: ReadonlyMap<string, { readonly key: string; readonly type: string }>;
  /** Null when its code is not kept, or is no notebook. */
  readonly cells: readonly CellFact[] | null;
  /** Versions, commit, platform. */
  readonly environment: ReadonlyMap<string, string>;
  /** Milliseconds of CPU, bytes of its largest process; null where nobody has noted it. */
  readonly cost: { readonly cpu: number; readonly peakMemory: number } | null;
  /** Path -> content (`sha1:…`, `stat:…`, `gone`) of the files that it has read from outside; null where nobody has noted them. */
  readonly inputs: ReadonlyMap<string, string> | null;
  /** Why something of it could not be read; null for a sound run. */
  readonly problem: string | null;
}
