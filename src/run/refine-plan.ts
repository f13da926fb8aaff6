import type { Observation, ObservedStep } from '../graph/observation';
import type { PlannedStep, RunPlan } from './run-plan';

/**
 * The plan with what runs have shown in place of what analysis supposed: what a step did in any of them is expected of it again, and what
 * it did in none is not. A wrong expectation costs time only: a read of a variable that is still to be written waits, and what was read too
 * early is found when the step is to commit. Steps that no observation knows stay as they are.
 */
export function refinePlan(plan: RunPlan, observations: readonly Observation[]): RunPlan {
  if (observations.length === 0) return plan;
  return Object.freeze({ ...plan, steps: plan.steps.map(step => refineStep(step, observationsOf(step.name, observations))) });
}

function refineStep(step: PlannedStep, seen: readonly ObservedStep[]): PlannedStep {
  if (seen.length === 0) return step;
  const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
  const reads = union(seen.map(each => each.reads));
  // What a failure that is caught leaves unmade goes by the code alone: results must not depend on earlier runs.
  const writes = step.catches === null ? union(seen.map(each => each.writes)) : step.writes;
  return Object.freeze({ ...step, reads, writes });
}

function observationsOf(step: string, observations: readonly Observation[]): ObservedStep[] {
  return observations.flatMap(({ steps }) => (Object.hasOwn(steps, step) ? (steps[step] ?? []) : []));
}
