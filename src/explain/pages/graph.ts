import type { Pages } from '../page';

/** Pages of HW150 to HW179: tags, steps and what they need from each other. */
export const graphPages: Pages = {
  HW150: {
    title: 'The notebook has no steps',
    meaning: 'Only cells with a tag step:<name> run as steps. Without one there is no flow.',
    example: 'a notebook as it was written, without tags',
    fix: 'headwater propose <notebook> suggests steps from headings and data flow, and --write tags them; headwater tag tags one cell.'
  },
  HW151: {
    title: 'A step name that is not possible',
    meaning:
      "A step's name becomes a folder, a part of a pathspec and a Python attribute. It has ASCII letters, digits and _, and starts with a letter.",
    example: 'step:train model',
    fix: 'step:train_model; anything else goes in the title: headwater tag <notebook> --cell 7 --step train_model --set title="Train the model"'
  },
  HW152: {
    title: 'A step is split by another step',
    meaning:
      'Several cells may share a step when no cell of another step lies between them: a step runs and commits as a whole, in one place of the order. Scratch cells in between do no harm.',
    example: 'cell 3  step:load\ncell 4  step:clean\ncell 5  step:load',
    fix: 'Move the later cell up to the others of its step, or give it a step of its own (step:load_2).'
  },
  HW153: {
    title: 'A cell with two parts in the flow',
    meaning: 'A cell belongs to one step, or is the parameters cell, or a setup cell. This one has tags for two of them.',
    example: '"tags": ["step:load", "parameters"]',
    fix: 'Keep one tag, or split the cell in two.'
  },
  HW154: {
    title: 'A reserved name',
    meaning:
      'A foreach step `train` also runs as `train_split` and `train_join`, so no other step can have those names. Steps that differ only in case would share a folder on macOS and Windows. Variables that begin with _hw_ are records of Headwater.',
    example: 'step:train (with a foreach) and step:train_join',
    fix: 'Choose another name.'
  },
  HW155: {
    title: 'A name is used before it is defined',
    meaning:
      'The flow runs from top to bottom. This cell uses a name that only a cell further down makes, so it works in the notebook only when the cells are run in another order. It is a warning when the name is merely mentioned in a function that is defined elsewhere.',
    example: 'cell 2  step:report  console.log(total)\ncell 3  step:sum     const total = 5',
    fix: 'Move the defining cell above the one that uses it.'
  },
  HW156: {
    title: 'A step needs a value that only a scratch cell makes',
    meaning:
      'Scratch cells (without a tag) are not run in a flow. Functions, classes, types and imports that they define are found all the same; values are not.',
    example: 'cell 2  (no tag)     const limit = 10\ncell 3  step:filter  const small = rows.filter(row => row.n < limit)',
    fix: 'Make the scratch cell part of the step, a step of its own, or setup: headwater tag <notebook> --cell 2 --step filter'
  },
  HW157: {
    title: 'A scratch cell changes what a step reads',
    meaning:
      'In the notebook this cell changes a value between two steps. The flow leaves scratch cells out, so its result may differ from what you see in the notebook.',
    example:
      'cell 2  step:load   const rows = read()\ncell 3  (no tag)    rows.splice(100)   // only to try it\ncell 4  step:train  fit(rows)',
    fix: 'Tag the cell if the change is meant, or work on a copy under another name: const few = rows.slice(0, 100)'
  },
  HW158: {
    title: 'A name that nothing defines',
    meaning:
      'No cell defines this name, and neither JavaScript nor Node does. The step fails when it gets there, unless something puts the name on globalThis at run time.',
    example: 'console.log(totl)',
    fix: 'Correct the spelling, import it, or define it in a cell above.'
  },
  HW159: {
    title: 'The cells were run out of order',
    meaning:
      'The execution counts beside the cells do not rise from top to bottom. What the notebook shows may come from an order that the flow does not follow.',
    example: '[5] const rows = read()\n[3] clean(rows)',
    fix: 'Restart the kernel and run all cells; if that gives what you expect, the flow does too.'
  },
  HW160: {
    title: 'The parameters cell lies below a step',
    meaning: 'Parameters are set before anything runs. A parameters cell below a step would seem to take effect later than it does.',
    example: 'cell 2  step:load\ncell 3  parameters',
    fix: 'Move the parameters cell above the first step.'
  },
  HW161: {
    title: 'A setup cell reads what a step makes',
    meaning:
      'Setup cells run at the start of every task, the first one included, so they can use parameters and other setup cells but no step variable.',
    example: 'cell 2  setup      const n = rows.length\ncell 3  step:load  const rows = read()',
    fix: 'Tag the cell as a step, or move the line into the step that needs it.'
  },
  HW162: {
    title: 'A setup cell lies below a step',
    meaning: 'Setup cells run before each step, so their place is above the first one.',
    example: 'cell 2  step:load\ncell 3  setup',
    fix: 'Move the cell above the first step, or tag it as a step.'
  },
  HW163: {
    title: 'A foreach body changes an outer variable',
    meaning:
      'At the top level of a step, each item of a foreach is a task in a process of its own. A change to a variable outside of the body would be lost.',
    example: 'await foreach(rates, rate => { models.push(train(rate)); });',
    fix: 'Return it instead: const models = await foreach(rates, rate => train(rate));'
  },
  HW165: {
    title: 'A tag of the flow on a text cell',
    meaning: 'Only code cells run. The tag on a markdown or raw cell has no effect; it was probably meant for the cell below.',
    example: 'a markdown cell "## Load" with the tag step:load',
    fix: 'headwater untag the text cell and tag the code cell.'
  },
  HW166: {
    title: 'A step fans out twice',
    meaning:
      'A step has one foreach that becomes tasks: what is before it runs once, then the items, then what is after it. A second cell with a foreach does not fit into that.',
    example: 'cell 3  step:fit  const a = await foreach(xs, f)\ncell 4  step:fit  const b = await foreach(ys, g)',
    fix: 'Give the second cell a step of its own.'
  },
  HW167: {
    title: 'More than one parameters cell',
    meaning: 'Headwater takes the parameters of all of them; papermill and other tools look at the first only.',
    example: 'two cells with the tag parameters',
    fix: 'Put all parameters into one cell, or tag the second one setup.'
  },
  HW168: {
    title: 'A tag that looks like one of the flow',
    meaning: 'The tags of a flow are step:<name>, parameters and setup, exactly so. This one is near, and means nothing.',
    example: '"tags": ["Step: load"]',
    fix: '"tags": ["step:load"]'
  },
  HW169: {
    title: 'A loop that could be a foreach',
    meaning:
      'The loop appends one result for each item and does certainly nothing else: no round changes or needs what another made. As a foreach each round is a task of its own, and they run at the same time. This is an offer, nothing is wrong; for quick rounds the loop is faster.',
    example: 'const errors = [];\nfor (const rate of [0.1, 1, 10]) {\n  errors.push(errorOf(rows, rate));\n}',
    fix: "Take the quick fix, or write: const errors = await foreach([0.1, 1, 10], rate => errorOf(rows, rate)); with import { foreach } from 'headwater'."
  }
};
