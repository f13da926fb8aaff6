import type { CodeContext } from '../artifact';

/** What a known Python function or class gives for arguments; undefined when these arguments are not understood. */
export type PythonCall = (args: readonly unknown[], code: CodeContext) => unknown;
