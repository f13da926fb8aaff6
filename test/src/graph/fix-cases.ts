import type { ShortCell } from './notebook-of';

/** A notebook with one mistake, and the titles of the fixes that it must have. */
export interface FixCase {
  readonly what: string;
  readonly code: string;
  readonly cells: readonly ShortCell[];
  readonly settings?: unknown;
  readonly titles: readonly string[];
  /** The sources of all cells after the first fix. */
  readonly sources?: readonly string[];
}

const load: ShortCell = ['step:load', 'const rows = [3, 1, 2];'];

/** Mistakes of tags, settings and places. */
export const fixCases: readonly FixCase[] = [
  {
    what: 'no steps, with parameters',
    code: 'HW150',
    cells: [
      ['parameters', 'const n = 2;'],
      ['', 'const rows = Array.of(n);'],
      ['md', '# Use'],
      ['', 'const top = rows[0];']
    ],
    titles: ['Tag the cells as proposed: 2 steps']
  },
  {
    what: 'no steps and nothing that a step could keep',
    code: 'HW150',
    cells: [
      ['', '1 + 1'],
      ['', '']
    ],
    titles: ["Tag all code as one step, 'main'"]
  },
  {
    what: 'a step name of two words',
    code: 'HW151',
    cells: [load, ['step:train model', 'const model = rows[0];'], ['step:train model', 'const best = model;']],
    titles: ["Name the step 'train_model' and keep 'train model' as its title"]
  },
  {
    what: 'a step name in another script',
    code: 'HW151',
    cells: [['step:数据', 'const rows = [1];', { retry: { times: 1 } }]],
    titles: ["Name the step 'make_rows' and keep '数据' as its title"]
  },
  { what: 'no step name', code: 'HW151', cells: [['step:', 'const rows = [1];']], titles: ["Name the step 'make_rows'"] },
  {
    what: 'a name that is taken in another spelling',
    code: 'HW151',
    cells: [load, ['step:load!', 'const n = rows.length;']],
    titles: ["Name the step 'load_2' and keep 'load!' as its title"]
  },
  {
    what: 'a split step whose later cell may move',
    code: 'HW152',
    cells: [load, ['step:other', 'const x = 1;'], ['step:load', 'rows.push(x0);\nvar x0 = 4;']],
    titles: ["Move cell 3 up to the other cells of 'load'", "Name the step of cell 3 'load_2'"]
  },
  {
    what: 'a split step whose later cells need what lies between',
    code: 'HW152',
    cells: [
      load,
      ['step:clean', 'rows.sort();'],
      ['step:load', 'const first = rows[0];'],
      ['step:clean', 'rows.pop();'],
      ['step:load', 'rows.length;']
    ],
    titles: ["Name the step of cells 3 and 5 'load_2', 'load_3'"]
  },
  {
    what: 'two roles',
    code: 'HW153',
    cells: [
      ['parameters step:load', 'const rows = [3];'],
      ['step:use', 'console.log(rows);']
    ],
    titles: ["Keep 'step:load' only", "Keep 'parameters' only"]
  },
  {
    what: 'a step with the name of a part',
    code: 'HW154',
    cells: [
      ['', "import { foreach } from 'headwater';"],
      ['step:fit', 'const models = await foreach([1, 2], n => n);'],
      ['step:fit_join', 'const best = models[0];']
    ],
    titles: ["Rename step 'fit_join' to 'fit_join_2'"]
  },
  {
    what: 'two spellings',
    code: 'HW154',
    cells: [load, ['step:Load', 'const n = rows.length;']],
    titles: ["Rename step 'Load' to 'Load_2'"]
  },
  {
    what: 'a name that a later step makes',
    code: 'HW155',
    cells: [
      ['step:report', 'console.log(total);'],
      ['step:sum', 'const total = 5;'],
      ['step:sum', 'const twice = total * 2;']
    ],
    titles: ['Move cells 2 and 3 above cell 1', 'Move cell 1 below cell 3']
  },
  {
    what: 'a name that a later cell of the same step makes',
    code: 'HW155',
    cells: [
      ['step:a', 'console.log(total);'],
      ['step:a', 'const total = 5;']
    ],
    titles: ['Move cell 2 above cell 1', 'Move cells 1 and 2 above cell 1']
  },
  {
    what: 'a value that needs what is between',
    code: 'HW155',
    cells: [
      ['step:report', 'console.log(total);'],
      ['step:load', 'const n = 1;'],
      ['step:sum', 'const total = n;']
    ],
    titles: ['Move cell 1 below cell 3']
  },
  {
    what: 'a literal of a scratch cell above the steps',
    code: 'HW156',
    cells: [
      ['', 'const limit = 10;'],
      ['step:filter', 'const small = [1, 20].filter(n => n < limit);']
    ],
    titles: ['Tag cell 1 as setup', "Tag cell 1 as part of step 'filter'"]
  },
  {
    what: 'a value of a scratch cell that needs another, and one that changes it',
    code: 'HW156',
    cells: [
      load,
      ['', 'const start = rows[0];'],
      ['', 'const list = Array.of(start);'],
      ['', 'list.push(7);'],
      ['step:use', 'console.log(list);']
    ],
    titles: ["Tag cells 2, 3 and 4 as part of step 'use'", "Tag cells 2, 3 and 4 as step 'make_start'"]
  },
  {
    what: 'a value of a scratch cell between other steps',
    code: 'HW156',
    cells: [load, ['', 'const top = Math.max(...rows);'], ['step:other', 'const x = 1;'], ['step:use', 'console.log(top, x);']],
    titles: ["Tag cell 2 as step 'make_top'"]
  },
  {
    what: 'a value of a scratch cell further down',
    code: 'HW156',
    cells: [
      ['step:use', 'console.log(limit);'],
      ['', 'const limit = 10;']
    ],
    titles: ["Tag cell 2 as part of step 'use', moved above cell 1", "Tag cell 2 as step 'make_limit', moved above cell 1"]
  },
  {
    what: 'a value of a scratch cell that setup needs',
    code: 'HW156',
    cells: [
      ['', 'const home = "/data";'],
      ['setup', 'const file = home + "/a";'],
      ['step:use', 'console.log(file);']
    ],
    titles: ['Tag cell 1 as setup']
  },
  {
    what: 'a scratch cell that changes what a step reads',
    code: 'HW157',
    cells: [load, ['', 'rows.splice(1);'], ['step:use', 'console.log(rows);']],
    titles: ["Tag cell 2 as part of step 'use'", "Tag cell 2 as step 'use_rows'"]
  },
  {
    what: 'parameters below a step',
    code: 'HW160',
    cells: [
      ['step:load', 'const rows = [1];'],
      ['parameters', 'const limit = 10;'],
      ['step:use', 'console.log(rows, limit);']
    ],
    titles: ['Move cell 2 above the first step', "Tag cell 2 as a step of its own, 'make_limit'"]
  },
  {
    what: 'setup that reads a step, above it',
    code: 'HW161',
    cells: [['setup', 'const n = rows.length;'], load, ['step:use', 'console.log(n);']],
    titles: ["Tag cell 1 as a step of its own, 'make_n', moved below cell 2", "Tag cell 1 as part of step 'load', moved below cell 2"]
  },
  {
    what: 'setup below a step that reads it',
    code: 'HW161',
    cells: [load, ['setup', 'const n = rows.length;'], ['step:use', 'console.log(n);']],
    titles: ["Tag cell 2 as a step of its own, 'make_n'", "Tag cell 2 as part of step 'load'"]
  },
  {
    what: 'setup below a step',
    code: 'HW162',
    cells: [load, ['setup', 'const home = "/data";'], ['step:use', 'console.log(home);']],
    titles: ['Move cell 2 above the first step', "Tag cell 2 as a step of its own, 'make_home'"]
  },
  {
    what: 'a step tag on text',
    code: 'HW165',
    cells: [
      ['md step:load', '## Load'],
      ['', 'const rows = [1];'],
      ['step:use', 'console.log(1);']
    ],
    titles: ['Move the tag to cell 2', "Remove the tag 'step:load'"]
  },
  {
    what: 'a step tag on text above another step',
    code: 'HW165',
    cells: [
      ['md step:load', '## Load'],
      ['step:use', 'console.log(1);']
    ],
    titles: ["Remove the tag 'step:load'"]
  },
  {
    what: 'a second foreach in a step',
    code: 'HW166',
    cells: [
      ['', "import { foreach } from 'headwater';"],
      ['step:fit', 'const a = await foreach([1], n => n);'],
      ['step:fit', 'const b = await foreach(a, n => n);'],
      ['step:fit', 'const c = await foreach(b, n => n);'],
      ['step:fit', 'console.log(c);']
    ],
    titles: ["Give cells 3, 4 and 5 a step of their own, 'fit_2', 'fit_3'"]
  },
  {
    what: 'a second parameters cell',
    code: 'HW167',
    cells: [
      ['parameters', 'const a = 1;'],
      ['parameters', 'const b = 2;'],
      ['step:use', 'console.log(a, b);']
    ],
    titles: ['Tag cell 2 as setup']
  },
  {
    what: 'a misspelt tag',
    code: 'HW168',
    cells: [
      ['Step:load', 'const rows = [1];'],
      ['step:use', 'console.log(1);']
    ],
    titles: ["Write it as 'step:load'", "Remove the tag 'Step:load'"]
  },
  {
    what: 'a misspelt tag beside a right one',
    code: 'HW168',
    cells: [['step:load steps:load', 'const rows = [1];']],
    titles: ["Remove the tag 'steps:load'"]
  },
  {
    what: 'an unknown key that is near a known one',
    code: 'HW131',
    cells: [['step:load', 'const rows = [1];', { timout: { seconds: 5 } }]],
    titles: ["Rename 'timout' to 'timeout'", "Remove 'timout'"]
  },
  { what: 'an unknown key', code: 'HW131', cells: [['step:load', '1', { colour: 1 }]], titles: ["Remove 'colour'"] },
  {
    what: 'an unknown key of the notebook',
    code: 'HW131',
    cells: [['step:load', '1']],
    settings: { Flow: 'Houses' },
    titles: ["Rename 'Flow' to 'flow'", "Remove 'Flow'"]
  },
  {
    what: 'a number as text',
    code: 'HW132',
    cells: [['step:load', '1', { retry: { times: '2' } }]],
    titles: ["Set 'retry.times' to 2", "Remove 'retry.times'"]
  },
  {
    what: 'a number out of range',
    code: 'HW132',
    cells: [['step:load', '1', { retry: { times: 25 } }]],
    titles: ["Set 'retry.times' to 20", "Remove 'retry.times'"]
  },
  {
    what: 'a number for an object',
    code: 'HW132',
    cells: [['step:load', '1', { timeout: 60 }]],
    titles: ['Set \'timeout\' to {"seconds":60}', "Remove 'timeout'"]
  },
  {
    what: 'a missing number',
    code: 'HW132',
    cells: [['step:load', '1', { retry: { minutesBetweenRetries: 1 } }]],
    titles: ["Set 'retry.times' to 3", "Remove 'retry'"]
  },
  {
    what: 'a number in the environment',
    code: 'HW132',
    cells: [['step:load', '1', { environment: { 'A.B': 1 } }]],
    titles: ['Set \'environment.A.B\' to "1"', "Remove 'environment.A.B'"]
  },
  {
    what: 'a choice in another spelling',
    code: 'HW132',
    cells: [['step:load', '1', { isolation: 'Task' }]],
    titles: ['Set \'isolation\' to "task"', "Remove 'isolation'"]
  },
  {
    what: 'a flow name with blanks',
    code: 'HW132',
    cells: [['step:load', '1']],
    settings: { flow: 'house prices' },
    titles: ['Set \'flow\' to "house_prices"', "Remove 'flow'"]
  },
  { what: 'settings that are no object', code: 'HW132', cells: [['step:load', '1', 'retry']], titles: ['Remove the settings'] },
  {
    what: 'two settings of one step',
    code: 'HW133',
    cells: [
      ['step:load', 'const a = 1;', { retry: { times: 2 } }],
      ['step:load', 'const b = 1;', { retry: { times: 5 }, title: 'Load' }]
    ],
    titles: ["Remove 'retry.times' from cell 2", "Keep 'retry.times' of cell 2 only"]
  },
  {
    what: 'settings without a step',
    code: 'HW134',
    cells: [['', 'const a = 1;', { title: 'A' }], load],
    titles: ['Remove the settings', "Tag cell 1 as step 'make_a'"]
  },
  { what: 'remote compute', code: 'HW135', cells: [['step:a', '1', { compute: 'slurm', title: 'A' }]], titles: ["Remove 'compute'"] }
];
