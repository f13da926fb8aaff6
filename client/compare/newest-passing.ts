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

/** What is to be done with the run that passes. */
export interface PassingOptions {
  /**
   * It is tagged so, and runs that were refused lose the tag: `latestSuccessfulRun.where({ tag })` finds it from now on. Why is recorded as tags beside it,
   * `production: passed; …` and `not production: …`, which `headwater show`, the panel and Metaflow show.
   */
  readonly tag?: string;
}

/**
 * The first of these runs, newest first, that was successful and passes a check; runs before it are not looked at. The check gives true, or false or a
 * text that says why not; one that throws refuses the run with its error.
 * `const { run, reason } = await newestPassing(Flow('X').runs({ last: 5 }), async run => (await run.data.score) > 0.9)`
 * @throws HeadwaterError HW730 when none passes; it says why each did not
 */
export async function newestPassing<A = Artifacts>(
  runs: ComparableRuns<A>,
  check: (run: AnyRun<A>) => boolean | string | Promise<boolean | string>,
  { tag }: PassingOptions = {}
): Promise<PassingRun<A>> {
  const refused: RefusedRun<A>[] = [];
  for await (const each of runs) {
    const run = typeof each === 'string' ? await Run<A>(each) : each;
    const reason = await refusal(run, check);
    if (reason === null) {
      if (tag !== undefined) await recordChoice(tag, run, refused);
      return { run, reason: sentence(run, refused), refused };
    }
    refused.push({ run, reason });
  }
  // No run has earned it: what has the tag from before keeps it, and the reasons are recorded all the same.
  if (tag !== undefined)
    for (const each of refused) await recordTags(each.run, tag, await hasTag(each.run, tag), `not ${tag}: ${each.reason}`);
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

/** The run that passes is tagged first: there is no moment without one. */
async function recordChoice<A>(tag: string, run: AnyRun<A>, refused: readonly RefusedRun<A>[]): Promise<void> {
  const others = refused.map(each => `${each.run.id} did not: ${each.reason}`);
  await recordTags(run, tag, true, `${tag}: ${['passed', ...others].join('; ')}`);
  for (const each of refused) await recordTags(each.run, tag, false, `not ${tag}: ${each.reason}`);
}

/** Metaflow's limit. */
const longestTag = 500;

/** A reason takes the place of the one before; nothing is written when all is as it was. */
async function recordTags<A>(run: AnyRun<A>, tag: string, isTagged: boolean, reason: string): Promise<void> {
  const text = reason.replace(/\s+/g, ' ');
  const wanted = [...(isTagged ? [tag] : []), text.length <= longestTag ? text : `${[...text].slice(0, longestTag - 1).join('')}…`];
  const before = (await run.userTags).filter(each => each === tag || each.startsWith(`${tag}: `) || each.startsWith(`not ${tag}: `));
  const removed = before.filter(each => !wanted.includes(each));
  const added = wanted.filter(each => !before.includes(each));
  if (removed.length + added.length > 0) await run.replaceTags(removed, added);
}

async function hasTag<A>(run: AnyRun<A>, tag: string): Promise<boolean> {
  return (await run.userTags).includes(tag);
}

function sentence<A>(run: AnyRun<A>, refused: readonly RefusedRun<A>[]): string {
  return refused.length === 0 ? `${run.pathspec} passed.` : `${run.pathspec} passed; ${refused.map(reasonText).join('; ')}.`;
}

function reasonText<A>({ run, reason }: RefusedRun<A>): string {
  return `${run.pathspec} did not: ${reason}`;
}
