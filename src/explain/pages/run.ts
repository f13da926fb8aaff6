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
  HW240: {
    title: 'Items of a foreach meet in a file',
    meaning:
      "One item of a foreach wrote a file that another item read or wrote, or lists a folder in which another makes files. In the notebook the items run one after the other, here side by side, so what each finds would be a matter of luck. The step's join does not run.",
    example: "await foreach(cities, city => fs.appendFileSync('log.txt', city));",
    fix: 'Return what the later cells need from the callback, and write the file once, after the foreach. Or give each item a file of its own: `out/${city}.csv`.'
  },
  HW241: {
    title: 'A setup cell makes another value in each task',
    meaning:
      'The parameters and setup cells run at the start of every task. Random numbers and the clock give them the same values in all tasks of a run; something else (a file that has changed, an answer from the network, the id of the process) gave this one another value than an earlier task had.',
    example: "const rates = await (await fetch('https://example.com/rates')).json();   // in a cell tagged setup",
    fix: 'Tag the cell step:<name> instead of setup: then it runs once, and every later step has its value. If the run was resumed, run the notebook from the beginning.'
  },
  HW242: {
    title: 'A part of the promise is switched off',
    meaning:
      'The environment variable HEADWATER_UNSAFE switches off how wrong guesses are found (no-validation) or how shared objects stay shared (no-grouping). Tests of Headwater use it to show that they would notice. Results may be wrong.',
    example: 'HEADWATER_UNSAFE=no-validation headwater run notebook.ipynb',
    fix: 'Unset the variable.'
  }
};
