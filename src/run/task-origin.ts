/** A task of another run of the same flow, as the store names it. */
export interface TaskOrigin {
  readonly run: string;
  readonly task: string;
}
