import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';

/** What to do about a problem, for somebody who is in the notebook: a hint that names the command line is left out where a button does the same. */
export function adviceOf({ hint, fixes }: Pick<DiagnosticWithFixes, 'hint' | 'fixes'>): string {
  return fixes.length > 0 && /\bheadwater \w/.test(hint) ? '' : hint;
}
