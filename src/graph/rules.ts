import type { Rule } from './flow-model';
import { appendingLoop } from './rules/appending-loop';
import { foreachWrites } from './rules/foreach-writes';
import { lateSetup } from './rules/late-setup';
import { misspeltTag } from './rules/misspelt-tag';
import { noSteps } from './rules/no-steps';
import { reservedNames } from './rules/reserved-names';
import { runOutOfOrder } from './rules/run-out-of-order';
import { scratchChange } from './rules/scratch-change';
import { scratchValue } from './rules/scratch-value';
import { secondForeach } from './rules/second-foreach';
import { secondParameters } from './rules/second-parameters';
import { setupReadsStep } from './rules/setup-reads-step';
import { splitStep } from './rules/split-step';
import { invalidStepName } from './rules/step-name';
import { stepOnText } from './rules/step-on-text';
import { twoRoles } from './rules/two-roles';
import { undeclaredCatch } from './rules/undeclared-catch';
import { unknownName } from './rules/unknown-name';
import { usedBeforeDefined } from './rules/used-before-defined';

/** Every rule of the graph, each in a file of its own; `headwater explain <code>` has its page. */
export const rules: readonly Rule[] = [
  noSteps,
  invalidStepName,
  twoRoles,
  stepOnText,
  misspeltTag,
  reservedNames,
  splitStep,
  secondParameters,
  lateSetup,
  setupReadsStep,
  usedBeforeDefined,
  scratchValue,
  scratchChange,
  unknownName,
  undeclaredCatch,
  foreachWrites,
  secondForeach,
  appendingLoop,
  runOutOfOrder
];
