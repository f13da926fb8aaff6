import type { Diagnostic } from '../diagnostic';
import type { Fix } from '../notebook/fix';
import type { FlowModel } from './flow-model';
import type { Fixer } from './fixes/fixer';
import { fixSecondParameters } from './fixes/second-parameters';

/** By code; a code that is missing here has no mechanical fix. */
const fixers: Readonly<Record<string, Fixer>> = {
  HW167: fixSecondParameters
};

/** What one key can do about a diagnostic, best first; empty where nothing mechanical is right. */
export function fixesOf(diagnostic: Diagnostic, model: FlowModel): Fix[] {
  return (Object.hasOwn(fixers, diagnostic.code) ? fixers[diagnostic.code]?.(diagnostic, model) : undefined) ?? [];
}
