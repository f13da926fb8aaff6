import type { Pages } from '../page';

/** Pages of HW2xx: the user's code when it runs. */
export const runPages: Pages = {
  HW200: {
    title: 'A cell threw an error',
    meaning:
      "The code of a step failed. The message is the error's own; the place is the cell and line of the notebook that threw it. No later step starts, and what was complete is kept.",
    example: 'const first = rows[0].name;   // rows is empty',
    fix: 'Correct the cell. `headwater logs <Flow/run/step> --stderr` shows everything that the step printed before.'
  },
  HW203: {
    title: 'The process of a step ended too early',
    meaning:
      "A step runs in a process of its own, which must come to the end of the step's cells. A call of process.exit(), or a native library that ends the process, leaves the step without a result.",
    example: 'if (rows.length === 0) process.exit(1);',
    fix: 'Throw an error to make a step fail, or let the cell come to its end.'
  },
  HW204: {
    title: 'The process of a step was killed, or waits for nothing',
    meaning:
      'Either a signal ended the process (SIGKILL mostly means that the machine ran out of memory), or a cell awaits a promise that nothing can settle any more.',
    example: 'await new Promise(() => {});',
    fix: 'Killed: give the step less data at a time or the machine more memory. Waiting: look for an await whose timer, stream or callback was never started.'
  },
  HW205: {
    title: 'A step took longer than its timeout, or its foreach got no list',
    meaning:
      'Either an attempt ran longer than timeout.seconds of its settings and was killed, or foreach was called with something that is no list.',
    example: '"headwater": { "timeout": { "seconds": 60 } }',
    fix: 'Raise the timeout, or make the step do less: headwater tag <notebook> --cell 7 --step load --set timeout.seconds=600. Give foreach an array or another iterable.'
  },
  HW210: {
    title: '`catch` does not work yet',
    meaning: 'The setting is valid, but this version cannot let a flow go on after a failed step, and refuses it instead of failing later.',
    example: '"headwater": { "catch": { "var": "failed" } }',
    fix: 'Remove the setting, and use try and catch in the cell.'
  }
};
