import type { CardData } from '../../card/card-document';

/** `GET run/notebook?path=&pathspec=`: a run as it can be shown under the cells of the notebook. */
export interface RunNotebook {
  readonly pathspec: string;
  /** The notebook's code and markdown cells as they were, in order. */
  readonly cells: readonly RunCell[];
}

/** A cell of a past run. */
export interface RunCell {
  readonly id: string;
  readonly kind: 'code' | 'markdown' | 'raw';
  readonly source: string;
  readonly tags: readonly string[];
  /** The notebook's step that it belonged to; null outside of steps. */
  readonly step: string | null;
  /** nbformat outputs of its tasks: displays, results, printed text, the error. For a foreach, those of all items in item order, each headed by a stream `[3]`. */
  readonly outputs: readonly object[];
  /** Variables that its step wrote. */
  readonly variables: readonly VariableRow[];
}

/** A variable of a task. */
export interface VariableRow {
  readonly name: string;
  /** Pathspec of the artifact. */
  readonly pathspec: string;
  /** `number`, `Table 272,727 × 9`, `Map(12)`: short, for people. */
  readonly type: string;
  /** Stored bytes. */
  readonly size: number | null;
  /** Content key: equal keys are equal values. */
  readonly key: string;
}

/** `GET task/variables?path=&pathspec=`: what a committed task has left, what it only read included. */
export interface TaskVariables {
  readonly variables: readonly VariableRow[];
  /** Names of those that it has read and not changed. */
  readonly onlyRead: readonly string[];
}

/** `GET task/cards?path=&pathspec=`: the cards of a committed task, oldest first; of a step those of all its tasks, `index=` of one item, also while they run. */
export interface TaskCards {
  readonly cards: readonly CardData[];
}
