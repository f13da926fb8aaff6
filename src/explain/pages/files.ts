import type { Pages } from '../page';

/** Pages of HW34x: files, programs and the state of modules. */
export const filePages: Pages = {
  HW340: {
    title: "A file outside of the notebook's folder is written",
    meaning:
      'A step writes, renames or removes something that lies neither below the notebook’s folder nor in the temporary folder. On this machine later steps find it; elsewhere, or after somebody else has changed it, they may not.',
    example: "fs.writeFileSync('/data/model.json', text);",
    fix: "Write below the notebook's folder, or in os.tmpdir(); what later steps need can also stay in a variable."
  },
  HW341: {
    title: 'The state of a module was changed',
    meaning:
      'A step changed something that a module keeps: a counter, a setting, a registered plugin; exported, or in a variable of its own. Each step runs in a process of its own and loads the module anew, so a later step that uses the module would not see the change.',
    example:
      "import { next } from './counter';   // let n = 0; export const next = () => ++n;\nnext();   // a later step calls next() again",
    fix: 'Keep the state in a variable of a cell, or make the change in a cell tagged `setup`, which every task runs.'
  },
  HW342: {
    title: 'A module may have been changed',
    meaning:
      'A step changed something in a module that looks like a cache, a counter or a value that is made on first use. A later step uses the module too, in a process that does not have the change. Mostly that makes no difference.',
    example: "import { uniqueId } from 'lodash';\nuniqueId();   // a later step starts to count again",
    fix: 'Nothing, when it is a cache. Else keep the state in a variable of a cell, or make the change in a cell tagged `setup`.'
  },
  HW343: {
    title: 'A setup cell changes a file that a step has written',
    meaning:
      'Setup cells run at the start of every task, in the kernel only once. This one writes a file that an earlier step wrote after it: the task would bring back an older content.',
    example: "// setup\nfs.writeFileSync('log.txt', '');\n// step\nfs.appendFileSync('log.txt', 'loaded\\n');",
    fix: "Write the file in a step, or in setup only when it is not there: if (!fs.existsSync('log.txt')) …"
  },
  HW344: {
    title: 'Too many files to see what a program has written',
    meaning:
      'Programs, workers and native modules write files past node. What they wrote is found by comparing the folder before and after, up to 50,000 files; here there are more, so a later step may have read a file too early.',
    example: "execSync('sort a.csv > b.csv');   // in a folder with 80,000 images",
    fix: 'Keep the notebook in a folder of its own, beside the many files.'
  },
  HW345: {
    title: 'A program outlives its step',
    meaning:
      'Something that the step started was still running when the step was over. It ends with the process of the step, and what it would still have written is lost.',
    example: "spawn('convert', ['in.png', 'out.jpg']).unref();",
    fix: "Wait for its end: execFileSync, or await once(child, 'exit')."
  }
};
