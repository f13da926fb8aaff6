import type { Pages } from '../page';

/** Pages of HW36x: comparing a flow with the notebook's own kernel. */
export const verifyPages: Pages = {
  HW360: {
    title: "The notebook's kernel is not installed",
    meaning:
      "`headwater verify` runs the notebook in its own kernel, the one that its metadata names, and looks for it where Jupyter does: JUPYTER_PATH, the user's data folder, Python environments (VIRTUAL_ENV, CONDA_PREFIX, `.python` and `.venv` at or above the notebook) and the machine's folders.",
    example: '"kernelspec": { "name": "tslab" } on a machine without tslab',
    fix: 'Install the kernel (`npx tslab install`), or set JUPYTER_PATH to the folder that holds its `kernels` folder. `jupyter kernelspec list` shows those that are there.'
  },
  HW361: {
    title: "The notebook's kernel is gone",
    meaning: 'The kernel could not be started, or ended while cells were running. The message has the last lines that it printed.',
    example: 'process.exit(1);   // in a cell',
    fix: 'Open the notebook in JupyterLab and run it from top to bottom: the kernel must live through it.'
  },
  HW362: {
    title: 'The kernel takes too long',
    meaning:
      'A cell took longer than --timeout allows, or the kernel gave no sign of life for 60 s while it started or while its variables were looked at. It was ended. Without --timeout a cell may run as long as it likes.',
    example: 'headwater verify --timeout 5 train.ipynb',
    fix: 'Give more time with --timeout <seconds>, or smaller data with parameters: --rows 1000. A kernel that does not start in JupyterLab either is looked at by `headwater doctor`.'
  },
  HW363: {
    title: "A cell fails in the notebook's own kernel",
    meaning:
      'Without a result of the kernel there is nothing to compare the flow with. tslab checks types before it runs a cell, so a type error is enough. (An error that a cell of a step throws as it runs is compared: the flow must end with the same one, or catch it.)',
    example: 'const n: number = "three";',
    fix: 'Correct the cell until the notebook runs from top to bottom without its scratch cells; `headwater check --types` shows type errors with their places.'
  },
  HW364: {
    title: 'The flow does not give what the kernel gives',
    meaning:
      'After a step a variable, or what the step has printed, was not the same in the flow as in the kernel, and two runs of the kernel agree on it. `headwater verify` has shown where.',
    example: 'const hidden = counter();   // counts inside of an imported module',
    fix: 'Look at the variable that is named. State that a module keeps to itself must be made in a setup cell or passed on as a variable. If it is none of that, please report it: the flow should never differ silently.'
  },
  HW365: {
    title: 'The flow fails where the kernel does not',
    meaning: 'The notebook runs in its kernel, but as a flow it stops with an error or is refused. The message has the code of that error.',
    example: 'const server = http.createServer();   // in one step, used in another',
    fix: '`headwater explain` with the code in the message says what to do.'
  },
  HW366: {
    title: 'A scratch cell fails',
    meaning:
      'To say what the scratch cells would change, `headwater verify` also runs the notebook with them. One of them failed there; the flow does not run it, so the flow is not touched by that.',
    example: 'undefinedName   // in a cell without a step',
    fix: 'Nothing, or remove the cell. --no-scratch leaves scratch cells out of it.'
  },
  HW367: {
    title: 'The kernel cannot be looked into',
    meaning: "`headwater verify` reads a kernel's variables with a small module that it loads there. It knows how to do that in tslab.",
    example: 'a notebook of another TypeScript kernel',
    fix: 'Choose tslab as the kernel of the notebook.'
  },
  HW368: {
    title: 'verify was interrupted',
    meaning: 'The comparison was ended before it was complete; the kernel and the runs were ended too.',
    example: 'Ctrl-C',
    fix: 'Start it again.'
  }
};
