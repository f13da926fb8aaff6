import type { Pages } from '../page';

/** Pages of HW5xx: usage, environment and machine. */
export const usagePages: Pages = {
  HW501: {
    title: 'The command line is not understood',
    meaning: 'A command, option or value is missing, misspelt or of the wrong kind. Nothing was done.',
    example: 'headwater chek notebook.ipynb',
    fix: '`headwater --help` lists the commands, `headwater <command> --help` the options of one.'
  }
};
