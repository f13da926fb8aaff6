import { count } from './format-amounts';
import type { Progress } from '../progress/progress-model';

/** What a resumed run has taken over. */
export interface ReuseFacts {
  /** The run that it resumes: `Flow/run`. */
  readonly origin: string;
  /** Tasks that were taken over, and tasks that were published in all. */
  readonly reused: number;
  readonly tasks: number;
  /** Why steps ran, or parts of them, by their names. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** What a run has taken over from another; null when it began from nothing. */
export function reuseFacts({ header, state, refused }: Progress): ReuseFacts | null {
  if (header.origin === null) return null;
  const tasks = state.steps.flatMap(step => step.units.filter(unit => unit.phase === 'committed'));
  return {
    origin: `${header.flow}/${header.origin}`,
    reused: tasks.filter(unit => unit.origin !== null).length,
    tasks: tasks.length,
    reasons: Object.fromEntries(header.plan.steps.flatMap(({ name }) => reasonOf(name, header.reasons, refused)))
  };
}

function reasonOf(name: string, known: Readonly<Record<string, string>>, refused: Progress['refused']): [string, string][] {
  const reason = known[name];
  if (reason !== undefined) return [[name, reason]];
  const found = refused.find(each => each.step === name);
  if (found === undefined) return [];
  const { slot, writer } = found;
  return [
    [name, `${slot === null ? 'what it read' : `'${slot}'`}${writer === null ? '' : ` of step '${writer}'`} is another than in that run`]
  ];
}

/** The same for people, at the end of a run; `[]` when it began from nothing. */
export function reuseLines(progress: Progress): string[] {
  const facts = reuseFacts(progress);
  if (facts === null) return [];
  const { origin, reused, tasks, reasons } = facts;
  const head = `${reused} of ${count(tasks, 'task')} reused from ${origin}`;
  if (reused === tasks && progress.state.status === 'successful') return [`${head}: nothing had to run.`];
  return [`${head}.`, ...reasonLines(reasons)];
}

/** One line for each step that is not taken over whole. */
export function reasonLines(reasons: Readonly<Record<string, string>>): string[] {
  return Object.entries(reasons).map(([step, reason]) => `  ${step} runs: ${reason}`);
}
