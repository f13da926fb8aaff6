import type { SourceRange } from '../diagnostic';

/** A change to the notebook that ends a diagnostic. */
export interface Fix {
  /** An imperative, such as "Tag cell 4 as setup". */
  readonly title: string;
  /** Made one after the other; a later one sees what earlier ones did. */
  readonly changes: readonly CellChange[];
}

/** One change of a fix; cells by id. Changes to one source are given from its end to its beginning. */
export type CellChange =
  | { readonly kind: 'tags'; readonly cell: string; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** New `metadata.headwater` of the cell as a whole; null removes it. */
  | { readonly kind: 'settings'; readonly cell: string; readonly settings: object | null }
  | { readonly kind: 'source'; readonly cell: string; readonly range: SourceRange; readonly text: string }
  /** The cell is moved so that it stands just before `before`; at the notebook's end when null. */
  | { readonly kind: 'move'; readonly cell: string; readonly before: string | null }
  /** A new code cell with the id `cell`, placed as `move` places one. */
  | {
      readonly kind: 'insert';
      readonly cell: string;
      readonly before: string | null;
      readonly source: string;
      readonly tags: readonly string[];
    }
  /** The cell gets another id. Only for notebook files: cells in an editor never share one. */
  | { readonly kind: 'id'; readonly cell: string; readonly id: string }
  /** New `metadata.headwater` of the notebook as a whole; null removes it. */
  | { readonly kind: 'notebook'; readonly settings: object | null };
