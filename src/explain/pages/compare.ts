import type { Pages } from '../page';

/** Pages of HW72x and HW73x: comparing runs, and choosing one. */
export const comparePages: Pages = {
  HW720: {
    title: 'Nothing to compare',
    meaning:
      '`compare` takes runs: a flow, `Flow(…).runs(…)`, or a list of runs and pathspecs. There were none, or something among them is no run.',
    example: "await compare(Flow('Sweep').runs({ tags: ['nobody has this'] }))",
    fix: "Write await compare(Flow('Sweep').runs({ last: 20 })). A run of another copy of the package counts as none: give its pathspec."
  },
  HW721: {
    title: 'No run has this name',
    meaning:
      'A metric, a parameter or the baseline that `compare` was told of is in none of the runs. A name that only some of them have is no error: it is missing in the others, which a note says.',
    example: "await compare(Flow('Sweep'), { metrics: ['scor'] })",
    fix: 'Use one of the names in the hint. Fields of objects and columns of tables are written `history.loss`.'
  },
  HW723: {
    title: 'No run is the best',
    meaning:
      'The best run is the one with the best value of the first metric whose good end is known: from the options `lower` and `higher`, or guessed from words in its name such as loss, error, rmse (lower) and score, accuracy, auc (higher). Here there is none, or no run has a finite value of it.',
    example: "(await compare(Flow('Sweep'), { metrics: ['w'] })).best",
    fix: "Say it: compare(runs, { metrics: ['w'], lower: ['w'] })."
  },
  HW730: {
    title: 'No run passes the check',
    meaning:
      '`newestPassing` looks at runs from the newest back and takes the first one that was successful and passes the check that it was given. None did; the message says why for each of the first.',
    example: "await newestPassing(Flow('Sweep').runs({ last: 5 }), async run => (await run.data.score) > 0.99)",
    fix: 'Give more runs, ask less of them, or find out what went wrong with the newest ones: headwater show <pathspec>.'
  }
};
