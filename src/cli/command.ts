/** A subcommand of `headwater`: its file is `src/cli/<name>.ts` and exports it as `command`. */
export interface Command {
  /** One line for `headwater --help`. */
  readonly summary: string;
  /** Text of `headwater <name> --help`: usage line, then options. */
  readonly usage: string;
  /**
   * Does it: results on stdout, progress and errors on stderr.
   * Resolves to the exit status: 0 success, 1 the run failed, 2 refused, 130 stopped.
   * @throws HeadwaterError for anything refused; `main` prints it and exits with 2
   */
  run(args: readonly string[]): Promise<number>;
}
