import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { HeadwaterError } from '../errors';
import { requestStop } from '../scheduler/requests';
import type { Command } from './command';
import { findRun, type FoundRun } from './find-run';
import { parseArguments } from './parse-arguments';

/** Milliseconds that an owner has to end its run. */
const patience = 15_000;

/** `headwater stop`: ends a run that goes on; what it has committed is kept. */
export const command: Command = {
  summary: 'stop a run that is going on',
  usage: `headwater stop [Flow | Flow/run]

Stops a run; without one, the newest that is going on. Tasks that have committed are kept, the run is recorded as stopped.`,
  async run(args) {
    const { positionals } = parseArguments({ args: [...args], allowPositionals: true });
    const found = findRun(positionals[0], process.cwd());
    if (!found.live)
      throw new HeadwaterError('HW506', `Run ${found.pathspec} is not going on.`, {
        about: found.pathspec,
        hint: 'There is nothing to stop; headwater show says how it ended.'
      });
    requestStop(found.folder.requests, 'headwater stop');
    await ended(found);
    process.stdout.write(`${found.pathspec} stopped\n`);
    return 0;
  }
};

/** The lease goes away last of all. */
async function ended(found: FoundRun): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await wait(50)) if (!existsSync(found.folder.lease)) return;
  throw new HeadwaterError('HW508', `Run ${found.pathspec} has not stopped within ${patience / 1000} s.`, {
    about: found.pathspec,
    hint: `Its scheduler's process is named in ${found.folder.lease}; end that process if it must be.`
  });
}
