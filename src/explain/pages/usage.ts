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
    fix: "`headwater resume Flow/run` goes on with what had committed. `scheduler.log` in the run's `_headwater` folder may say why it ended."
  },
  HW508: {
    title: 'A run does not stop',
    meaning: 'The scheduler was asked to stop the run and has not answered in time.',
    example: 'headwater stop   # on a machine that hardly responds',
    fix: "Wait and ask again; else end the process that `lease.json` in the run's `_headwater` folder names."
  },
  HW511: {
    title: 'There is no such parameter',
    meaning:
      'Options of `headwater run` that it does not know itself are parameters of the flow, which come from the literals of its parameters cell. This name is not among them.',
    example: 'headwater run houses.ipynb --rat 0.1',
    fix: 'Correct the name; headwater check <notebook> lists the parameters.'
  },
  HW512: {
    title: "A parameter's value has the wrong type",
    meaning: "A parameter's type is that of its default in the notebook. Lists and objects are given as JSON.",
    example: 'headwater run houses.ipynb --rate fast   (rate is a number)',
    fix: "Give a value of that type: --rate 0.1, --rates '[0.1, 1]', --verbose true"
  },
  HW513: {
    title: 'A parameter is given twice',
    meaning: 'It is not clear which of the two values is meant.',
    example: 'headwater run houses.ipynb --rate 0.1 --rate 0.2',
    fix: 'Give each parameter once.'
  },
  HW514: {
    title: 'Too many tags, or one that is too long',
    meaning:
      "A run can have 50 tags of its user, each of 1 to 500 characters: Metaflow's limits, without which its service would refuse the run.",
    example: "headwater run houses.ipynb --tag ''",
    fix: 'Give fewer or shorter tags.'
  },
  HW515: {
    title: 'Another notebook writes to this flow too',
    meaning:
      "A flow's name is the notebook's metadata.headwater.flow, else its file name in PascalCase. The last run under this name came from another notebook file, so runs of the two are mixed: latestRun may be either's.",
    example: 'reports/sales.ipynb and archive/sales.ipynb in one store',
    fix: 'Give one of them a name of its own: "metadata": { "headwater": { "flow": "SalesArchive" } } in the notebook. If it is the same notebook, moved or renamed, go on.'
  },
  HW520: {
    title: 'The notebook has steps already',
    meaning: 'headwater propose suggests steps for untagged notebooks only, so that it never overwrites a choice of yours.',
    example: 'headwater propose houses.ipynb   (after --write)',
    fix: 'Change single cells with headwater tag and headwater untag, or untag all of them first.'
  },
  HW521: {
    title: 'The notebook file was changed meanwhile',
    meaning: 'Between reading and writing, another program saved the file. Nothing was written, so that its changes are not lost.',
    example: 'headwater tag houses.ipynb … while JupyterLab saves it',
    fix: 'Save the notebook where it is open, give the command again, then reload the notebook there.'
  },
  HW522: {
    title: 'The notebook file cannot be written',
    meaning:
      'Tagging writes a new file beside the notebook and renames it. The folder or the file does not allow that, or the disk is full.',
    example: 'a notebook in a read-only folder',
    fix: 'Check the permissions of the file and its folder, and the space on the disk.'
  },
  HW530: {
    title: 'How the run ended could not be recorded',
    meaning:
      'The process that owned the run has ended without a word in the store, and this one cannot write there either: the disk is full or read-only. What had committed is whole and can be read. The next command that can write records the end.',
    example: 'a run that fills the disk to the last byte',
    fix: 'Free some space (`headwater gc`, `headwater rm`) or make the store writable, then `headwater resume Flow/run`.'
  },
  HW531: {
    title: 'A power cut took a part of the run',
    meaning:
      'What a run has committed is brought onto the disk every five seconds and when it ends. The machine stopped before that: some files were there by name but without their bytes. Tasks that were not whole were taken out, so that nothing incomplete looks complete; all others were checked and stay.',
    example: 'a power cut two seconds after a task has ended',
    fix: '`headwater resume Flow/run` makes what is missing again. The files taken out are hidden beside the others until `headwater gc` removes them.'
  },
  HW590: {
    title: 'The scheduler failed',
    meaning: 'An error inside headwater itself ended the run. What had committed is kept and readable.',
    example: 'a bug',
    fix: 'Run again; if it happens again, report it with the stack that is shown.'
  },
  HW591: {
    title: "The run's scheduler is gone",
    meaning:
      'The process that owned the run ended without a word: the machine was restarted, or it was killed. What had committed is kept and readable.',
    example: 'kill -9 of the scheduler',
    fix: 'headwater resume <Flow/run> goes on with what had committed.'
  },
  HW592: {
    title: 'The run has come to a standstill',
    meaning:
      'Every part of the run waited for another, or for a process that was gone: an error inside headwater. The run was ended instead of waiting for ever; what had committed is kept.',
    example: 'a bug',
    fix: "headwater resume <Flow/run> goes on with what had committed. Please report it with events.jsonl of the run's _headwater folder: it holds all that happened."
  }
};
