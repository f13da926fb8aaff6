import type { Diagnostic } from '../diagnostic';
import type { Fix } from '../notebook/fix';
import { fixRepeatedId } from './fixes/cell-ids';
import type { FixContext, Fixer } from './fixes/fixer';
import { fixForeachInPlace, fixUndeclaredCatch } from './fixes/new-cells';
import { fixLateSetup, fixSetupReadsStep, fixUsedBeforeDefined } from './fixes/order';
import { fixScratchChange, fixScratchValue } from './fixes/scratch';
import { fixSettings, fixSettingsConflict, fixSettingsWithoutStep, fixUnsupportedSetting } from './fixes/settings';
import { fixSplitStep } from './fixes/split-step';
import { fixReservedStepName, fixSecondForeach, fixStepName } from './fixes/step-names';
import { fixMisspeltTag, fixSecondParameters, fixStepOnText, fixTwoRoles } from './fixes/tags';

/** By code, those that need no look at the source; a code that is missing here and in the language has no mechanical fix. */
const fixers: Readonly<Record<string, Fixer>> = {
  HW104: fixRepeatedId,
  HW122: fixForeachInPlace,
  HW131: fixSettings,
  HW132: fixSettings,
  HW133: fixSettingsConflict,
  HW134: fixSettingsWithoutStep,
  HW135: fixUnsupportedSetting,
  HW136: fixUndeclaredCatch,
  HW151: fixStepName,
  HW152: fixSplitStep,
  HW153: fixTwoRoles,
  HW154: fixReservedStepName,
  HW155: fixUsedBeforeDefined,
  HW156: fixScratchValue,
  HW157: fixScratchChange,
  HW160: fixLateSetup,
  HW161: fixSetupReadsStep,
  HW162: fixLateSetup,
  HW165: fixStepOnText,
  HW166: fixSecondForeach,
  HW167: fixSecondParameters,
  HW168: fixMisspeltTag
};

/** What can be done about a diagnostic by tags, settings and places of cells, best first; often nothing. */
export function fixesOf(diagnostic: Diagnostic, context: FixContext): Fix[] {
  return (Object.hasOwn(fixers, diagnostic.code) ? fixers[diagnostic.code]?.(diagnostic, context) : undefined) ?? [];
}
