import { isHeadwaterError, type HeadwaterError } from '../errors';
import { diedCode } from '../metadata/run-life';
import { buryRun, diedHint } from '../scheduler/bury-run';
import { isDead, readLease } from '../scheduler/lease';
import type { RunFolder } from '../scheduler/run-folder';
import type { Progress } from './progress-model';

/** Whether nobody owns a run any more. */
export function isOwnerGone({ lease }: RunFolder): boolean {
  const found = readLease(lease);
  return found === null || isDead(found, Date.now());
}

/** Ends what a dead scheduler has left running, and records its end; a store that cannot be written is no reason not to report: null, or why not. */
export function buryOrSayWhyNot(folder: RunFolder): HeadwaterError | null {
  try {
    buryRun(folder);
    return null;
  } catch (error) {
    return isHeadwaterError(error) ? error : null;
  }
}

/** What to say of a run whose scheduler has died, when its events do not say it; `obstacle`: see `buryOrSayWhyNot`. */
export function ownerDied(
  { header }: Progress,
  obstacle: HeadwaterError | null
): { code: string; message: string; hint: string; about: string; cell: null; range: null } {
  const pathspec = `${header.flow}/${header.run}`;
  const place = { about: pathspec, cell: null, range: null };
  const message = `The scheduler of run ${pathspec} has died; what it had committed is kept.`;
  if (obstacle === null) return { code: diedCode, message, hint: diedHint(pathspec), ...place };
  return {
    code: 'HW530',
    message: `The scheduler of run ${pathspec} is gone, and how the run ended could not be recorded: ${obstacle.message}`,
    hint: `${obstacle.hint} What had committed is kept.`,
    ...place
  };
}
