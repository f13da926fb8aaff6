import { HeadwaterError } from '../../src/errors';
import type { Artifacts, Run as AnyRun } from '../api';
import { Run } from '../open';
import { some } from '../run-place';
import type { ComparableRuns } from './compare';

/** A run that was not taken, and why. */
export interface RefusedRun<A = Artifacts> {
  readonly run: AnyRun<A>;
  readonly reason: string;
}

/** The run that was taken, with what was looked at before it. */
export interface PassingRun<A = Artifacts> {
  readonly run: AnyRun<A>;
  /** One sentence: `Sweep/1795… passed; Sweep/1796… did not: score is 0.4.` */
  readonly reason: string;
  /** Newer runs that were refused, newest first; empty when the newest one passed. */
  readonly refused: readonly RefusedRun<A>[];
}

/**
 * The first of these runs, newest first, that was successful and passes a check; runs before it are not looked at. The check gives true, or false or a
 * text that says why not; one that throws refuses the run with its error.
 * `const { run, reason } = await newestPassing(Flow('X').runs({ last: 5 }), async run => (await run.data.score) > 0.9)`
 * @throws HeadwaterError HW730 when none passes; it says why each did not
 */
export async function newestPassing<A = Artifacts>(
  runs: ComparableRuns<A>,
  check: (run: AnyRun<A>) => boolean | string | Promise<boolean | string>
): Promise<PassingRun<A>> {
  const refused: RefusedRun<A>[] = [];
  for await (const each of runs) {
    const run = typeof each === 'string' ? await Run<A>(each) : each;
    const reason = await refusal(run, check);
    if (reason === null) return { run, reason: sentence(run, refused), refused };
    refused.push({ run, reason });
  }
  const reasons = refused.map(reasonText);
  throw new HeadwaterError(
    'HW730',
    refused.length === 0 ? 'There is no run to choose from.' : `None of ${refused.length} runs passes: ${some(reasons, 3)}.`,
    {
      about: 'newestPassing',
      hint: 'Give more runs, or look at those: headwater show <pathspec>.'
    }
  );
}

/** Why a run is not taken; null when it is. */
async function refusal<A>(run: AnyRun<A>, check: (run: AnyRun<A>) => boolean | string | Promise<boolean | string>): Promise<string | null> {
  if (!(await run.successful)) return `it is ${await run.status}`;
  try {
    const answer = await check(run);
    return answer === true ? null : answer === false ? 'the check said no' : answer;
  } catch (error) {
    return `the check failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function sentence<A>(run: AnyRun<A>, refused: readonly RefusedRun<A>[]): string {
  return refused.length === 0 ? `${run.pathspec} passed.` : `${run.pathspec} passed; ${refused.map(reasonText).join('; ')}.`;
}

function reasonText<A>({ run, reason }: RefusedRun<A>): string {
  return `${run.pathspec} did not: ${reason}`;
}
