/** How people hear of what goes on. */
export interface Telling {
  /** Something is done. */
  done(what: string): void;
  /** Something goes on, until the next call. */
  doing(what: string): void;
}
