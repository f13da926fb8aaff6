/**
 * Prints why something could not be set up and what to do, and ends the process with status 2.
 * @param {unknown} error
 */
export function reportAndExit(error) {
  const text = error instanceof Error ? ('hint' in error ? `${error.message}\n  ${error.hint}` : error.stack) : String(error);
  process.stderr.write(`\n${text}\n`);
  process.exit(2);
}
