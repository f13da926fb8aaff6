import type { Pages } from '../page';

/** Pages of HW110 to HW129: the language of a notebook and its source. */
export const languagePages: Pages = {
  HW110: {
    title: "The notebook's language cannot be run",
    meaning:
      'Headwater runs notebooks with TypeScript or JavaScript cells (the tslab kernels). This one names another language, or none. Nothing was analysed.',
    example: '{ "metadata": { "kernelspec": { "name": "python3", "language": "python" } }, "cells": [] }',
    fix: 'Choose the TypeScript kernel (tslab) in JupyterLab and save the notebook.'
  },
  HW111: {
    title: "A cell's source is not valid",
    meaning:
      'The cell has a syntax error, declares a name twice, or uses `return` or `await` where they may not stand. The kernel would not run it either. Types are not checked here: `headwater check --types` does that.',
    example: 'const a = 1;\nconst a = ;',
    fix: 'Correct the source at the place that is shown.'
  },
  HW112: {
    title: 'A constant is assigned',
    meaning: 'The cell assigns a name that it, or the last cell before it that declares the name, made a constant or an import.',
    example: 'const rate = 0.1;\nrate = 0.2;',
    fix: 'Declare it with `let`, or give the new value another name.'
  },
  HW113: {
    title: 'A cell is a module or exports something',
    meaning:
      'A cell that begins with a `@module` comment is a module of its own for tslab, and `export` belongs to modules. Headwater runs cells whose names are shared by the whole notebook.',
    example: '/** @module tools */\nexport default 1;',
    fix: 'Remove the comment or the export, or move the source into a file beside the notebook and import that.'
  },
  HW122: {
    title: 'A second foreach in one cell',
    meaning:
      'Only the first `foreach` at the top level of a cell becomes a task for each item. Further ones give the same result, but their items run one after the other in the same task.',
    example: "import { foreach } from 'headwater';\nconst a = await foreach([1, 2], x => x);\nconst b = await foreach(a, x => x + 1);",
    fix: 'Put it into a cell of another step.'
  }
};
