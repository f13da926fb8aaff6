import type { Pages } from '../page';

/** Pages of HW5xx: usage, environment and machine. */
export const usagePages: Pages = {
  HW501: {
    title: 'The command line is not understood',
    meaning: 'A command, option or value is missing, misspelt or of the wrong kind. Nothing was done.',
    example: 'headwater chek notebook.ipynb',
    fix: '`headwater --help` lists the commands, `headwater <command> --help` the options of one.'
  },
  HW506: {
    title: 'The run is not going on',
    meaning: 'Only a run whose scheduler is alive can be stopped; this one has ended, or its scheduler has died.',
    example: 'headwater stop Houses/1795248269837700   # ended an hour ago',
    fix: '`headwater show Flow/run` says how it ended; `headwater runs --status running` lists those that go on.'
  },
  HW507: {
    title: 'The scheduler of a run has died',
    meaning: 'The process that owned the run was killed or the machine was restarted. Tasks that had committed are whole and can be read.',
    example: 'kill -9 <scheduler> while `headwater attach` watches',
    fix: "Run the notebook again. `scheduler.log` in the run's `_headwater` folder may say why it ended."
  },
  HW508: {
    title: 'A run does not stop',
    meaning: 'The scheduler was asked to stop the run and has not answered in time.',
    example: 'headwater stop   # on a machine that hardly responds',
    fix: "Wait and ask again; else end the process that `lease.json` in the run's `_headwater` folder names."
  }
};
