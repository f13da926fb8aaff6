import type { Command } from './command';
import { readRunArguments } from './run-arguments';
import { startAndFollow } from './start-and-follow';
import { readVerifyArguments } from './verify-arguments';

/** `headwater run`: runs a notebook as a flow and follows it to its end. */
export const command: Command = {
  summary: 'run a notebook as a flow',
  usage: `headwater run <notebook> [--<parameter> <value> …] [options]

Runs the notebook's steps, each in a process of its own, and keeps what they made in the store.

  --<parameter> <value>   a parameter of the notebook; also --param <name>=<value>
  --tag <tag>             a tag on the run; may be repeated
  --max-workers <n>       processes at a time (the number of cores, at least 4)
  --verify                first compare it with the notebook's own kernel, and run it only when nothing differs: see verify --help
  --serial                strictly in notebook order, one step at a time
  --json                  one event a line on stdout; the last has "type": "run"

Ctrl-C asks whether to stop the run or to leave it running (without a terminal: stops it).
Exit status: 0 success, 1 the run failed, 2 refused, 130 stopped.`,
  async run(args) {
    if (args.includes('--verify')) return verifyThenRun(args.filter(each => each !== '--verify'));
    const { order, json } = readRunArguments(args);
    return startAndFollow(order, json);
  }
};

async function verifyThenRun(args: readonly string[]): Promise<number> {
  const { verifyAndTell } = await import('./verify-and-tell.js');
  const wanted = readVerifyArguments(args);
  const status = await verifyAndTell(wanted, 'stderr');
  if (status === 0) return startAndFollow(wanted.run, wanted.json);
  if (status === 1) process.stderr.write(`headwater: error HW364: ${notRun}\n`);
  return status;
}

const notRun = 'The flow does not give what the kernel gives, so it is not run.\n  headwater explain HW364 says what may be the reason.';
