/**
 * One value inside of a variable: how deep it lies, by which key, and what it is, as text. The first line of a variable is the variable
 * itself, at depth 0. A line `…` stands for very many values: their count and hash; its key is the whole path of the first one.
 */
export type Line = readonly [depth: number, key: string, text: string];

/** Everything that a variable is, exactly: two are equal when their digests are. Functions count by name and arity only. */
export interface VariableDescription {
  readonly name: string;
  /** sha1 of all lines, those that were left out of `lines` included. */
  readonly digest: string;
  readonly lines: readonly Line[];
}

/** A variable to look at. `read` may throw: its error's message is what is described then. */
export interface Variable {
  readonly name: string;
  readonly read: () => unknown;
}

/** The variables of one moment. What they share is told by the place where it was met first, so their order and choice matter. */
export interface Description {
  readonly variables: readonly VariableDescription[];
}

/** Text of a variable that is not there, or holds nothing. */
export const nothingThere = 'undefined';

/** Beginning of the text of a variable that could not be stored, and so could not be loaded again. */
export const notStored = 'not stored: ';

/** What cells have printed, as text. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}
