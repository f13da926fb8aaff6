import type { Command } from './command';
import { readVerifyArguments } from './verify-arguments';

/** `headwater verify`: compares a notebook's flow with the notebook's own kernel. */
export const command: Command = {
  summary: "prove that a notebook's flow gives what its kernel gives",
  usage: `headwater verify <notebook> [--<parameter> <value> …] [options]

Runs the notebook's cells once in its own kernel, and as a flow with one worker and with several, in a store that is thrown away.
Compares every variable after every step, as stored and loaded again, and what the steps print. Math.random and the clock are the same on
both sides. The cells really run, each several times: what they do outside of the notebook's folder is done each time.

  --<parameter> <value>   a parameter of the notebook; also --param <name>=<value>
  --max-workers <n>       the greater number of workers that is tried (the number of cores)
  --timeout <seconds>     longest time for one cell in the kernel (as long as it likes)
  --no-scratch            do not run the untagged cells, which else run once, to see what they would change
  --json                  the result as JSON on stdout

  ✓ the same   ✗ different   ~ the kernel itself gives something else each time
Functions count by name and number of arguments; private #fields, promises and weak collections are not looked into.
A notebook that ends with an error in its kernel must end with the same one as a flow, or catch it; later steps are then not compared.

Exit status: 0 equal, 1 different, 2 refused, 130 interrupted.`,
  async run(args) {
    const { verifyAndTell } = await import('./verify-and-tell.js');
    return await verifyAndTell(readVerifyArguments(args));
  }
};
