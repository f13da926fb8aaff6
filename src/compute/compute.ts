/** What a task's process is started with. */
export interface Submission {
  /** Files that take its output, appended to. Absolute paths. */
  readonly stdout: string;
  readonly stderr: string;
  /** Working directory until the task chooses its own. */
  readonly folder: string;
}

/** What a task's process does; messages are JSON values, in the order they were sent. */
export type ComputeEvent =
  | { readonly type: 'message'; readonly message: unknown }
  /** It could not be started, or has ended: the last event. `signal` is a name such as `SIGKILL`. */
  | { readonly type: 'ended'; readonly code: number | null; readonly signal: string | null; readonly error: Error | null };

/** A task's process, wherever it runs. */
export interface ComputeHandle {
  /** Enough to find it again with `reattach`, also from another process. */
  readonly id: string;
  readonly submission: Submission;
  /** Sends it an order. Never throws: a process that is gone says so by `ended`. */
  send(message: unknown): void;
  /** Calls back for every event from now on; one listener at a time. */
  listen(listener: (event: ComputeEvent) => void): void;
  /** Ends it at once, with everything that it has started; `ended` follows. */
  cancel(): void;
}

/** Where tasks' processes run. */
export interface ComputeBackend {
  readonly name: string;
  /** Starts a process that waits for orders; ahead of need where that is cheap. */
  submit(submission: Submission): ComputeHandle;
  /** Takes hold of a process that another scheduler has started, to cancel it; null when it is gone. */
  reattach(id: string): { cancel(): void } | null;
}
