import type { Pages } from '../page';

/** Pages of HW100 to HW109 and HW130 to HW149: the notebook file, its metadata and its types. */
export const notebookPages: Pages = {
  HW101: {
    title: 'The file is not a notebook',
    meaning:
      'A notebook is a JSON file with a list of cells. This file is empty, cut off, no JSON, or JSON of something else. The message says at which byte reading had to stop.',
    example: '{ "cells": [ { "cell_type": "code", "sou',
    fix: 'Restore the file from version control or from .ipynb_checkpoints beside it. After a merge, look for conflict markers (<<<<<<<) at the line named. A script is no notebook: make one with jupytext --to ipynb.'
  },
  HW102: {
    title: 'The notebook has another format than nbformat 4',
    meaning:
      'Notebooks of IPython 0.x to 2.x (nbformat 1 to 3) keep their cells in worksheets. Headwater reads nbformat 4, which Jupyter has written since 2015.',
    example: '{ "nbformat": 3, "worksheets": [ … ] }',
    fix: 'jupyter nbconvert --to notebook --nbformat 4 --inplace old.ipynb'
  },
  HW103: {
    title: 'The notebook file cannot be read',
    meaning: 'There is no file under this path, it is a folder, or you may not read it. A relative path is taken from the current folder.',
    example: 'headwater check notebooks/',
    fix: 'Correct the path, or the permissions of the file.'
  },
  HW104: {
    title: 'Two cells have the same id',
    meaning:
      'Copying cells by hand or merging branches can leave two cells with one id. The later one is called cell-<index> here, so that every message means one cell; the file is not changed.',
    example: '{ "id": "a1b2", … }, { "id": "a1b2", … }',
    fix: 'Save the notebook once in JupyterLab, which gives every cell an id of its own.'
  },
  HW105: {
    title: "A cell's metadata is not what nbformat says",
    meaning: "A cell's metadata must be an object, its tags a list, its headwater settings an object. The cell cannot be tagged as it is.",
    example: '{ "cell_type": "code", "metadata": [] }',
    fix: 'Correct it in a text editor, or open and save the notebook in JupyterLab.'
  },
  HW131: {
    title: 'An unknown key in metadata.headwater',
    meaning:
      "Settings are checked against a schema, because a misspelt one would have no effect without a word. The package's files headwater-cell.schema.json and headwater-notebook.schema.json list all keys.",
    example: '"metadata": { "headwater": { "retries": { "times": 2 } } }',
    fix: 'Correct the key: title, retry, catch, timeout, parallel, effects, isolation, environment, compute, resources or card for a cell; flow, title or parallel for the notebook.'
  },
  HW132: {
    title: 'A wrong value in metadata.headwater',
    meaning: 'A setting has a value of the wrong kind or out of its range, or a part of it is missing. The hint says what it must be.',
    example: '"metadata": { "headwater": { "retry": { "times": "2" } } }',
    fix: 'Give a value of the kind named: headwater tag <notebook> --cell 7 --step load --set retry.times=2'
  },
  HW133: {
    title: 'Two cells of a step set the same thing differently',
    meaning:
      "A step's settings are those of its cells together. Here two of its cells give one key two values, and neither is better than the other.",
    example: 'cell 3  step:load  { "retry": { "times": 2 } }\ncell 4  step:load  { "retry": { "times": 5 } }',
    fix: "Keep the setting in one of the step's cells only."
  },
  HW134: {
    title: 'Settings on a cell that is part of no step',
    meaning: 'Settings belong to steps. On a scratch, parameters or setup cell they have no effect.',
    example: '"metadata": { "headwater": { "timeout": { "seconds": 60 } } }   without a tag step:<name>',
    fix: 'Tag the cell as a step, or remove its metadata.headwater (headwater untag does).'
  },
  HW135: {
    title: 'A setting that is not supported yet',
    meaning: 'The setting is a valid one, but this version cannot do it: remote compute is refused, resources are only kept.',
    example: '"metadata": { "headwater": { "compute": "slurm" } }',
    fix: "Remove 'compute' or set it to 'local'; leave the others if you want them for later."
  },
  HW136: {
    title: 'The variable of a catch is declared nowhere',
    meaning:
      "catch.var names a variable that holds the error of its step, or null. A later step reads it, but no cell declares it: the notebook's own kernel does not know the name, and neither do the step's cells. (Only looked at from outside, by a client, it needs no declaration.)",
    example: 'cell 3  step:train  { "catch": { "var": "failed" } }\ncell 4  step:tell   if (failed !== null) console.log(failed.message);',
    fix: 'Declare it before the step, in a setup cell for instance: let failed: any = null;'
  },
  HW140: {
    title: 'A type error',
    meaning:
      "`headwater check --types` type-checks the cells one after the other with the TypeScript compiler of the tslab kernel, which would refuse to run this cell. A run itself does not check types. TypeScript's own code is in brackets.",
    example: 'const total: number = rows.map(row => row.price);',
    fix: 'Correct the types, or declare the value as any.'
  },
  HW141: {
    title: "The kernel's compiler cannot be loaded",
    meaning: 'Type-checking needs the package tslab, which is a dependency of headwater. It is missing or broken here.',
    example: 'headwater check notebook.ipynb --types   (after node_modules was moved)',
    fix: 'npm install; headwater doctor says what else is missing.'
  }
};
