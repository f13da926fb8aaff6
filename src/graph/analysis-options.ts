/** What analysis must be told besides the notebook. */
export interface AnalysisOptions {
  /** The flow's name where the notebook's metadata gives none; see `flowNameOfFile`. */
  readonly flowName: string;
  /** Names that every task has: JavaScript's, Node's and tslab's globals; see `nodeGlobals`. */
  readonly globals: ReadonlySet<string>;
}
