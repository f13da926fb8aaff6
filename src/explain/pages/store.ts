import type { Pages } from '../page';

/** Pages of HW4xx: the store, the client and pathspecs. */
export const storePages: Pages = {
  HW401: {
    title: 'That is not a pathspec',
    meaning:
      'Everything in the store has an address: Flow/run/step/task/artifact, from the left as many parts as are needed. A part is a plain name: not empty, no `..`, no backslash, so that no address leaves the store.',
    example: 'headwater show Titanic//train',
    fix: 'Write the address with its parts; `headwater runs` and `headwater show Flow/run` print those that there are.'
  },
  HW402: {
    title: 'There is no such run to follow',
    meaning: 'There is no store here, no such run made by headwater, or no run that is going on.',
    example: 'headwater attach Titanic',
    fix: '`headwater runs` lists the runs there are, and how each of them stands.'
  },
  HW403: {
    title: 'The settings of Metaflow cannot be read',
    meaning:
      'Settings are read as Metaflow reads them: environment, then config.json of the nearest .metaflow folder, then the profile in METAFLOW_HOME (~/.metaflowconfig). One of these files is no JSON, or the profile that METAFLOW_PROFILE names is not there.',
    example: 'METAFLOW_PROFILE=team headwater runs',
    fix: 'Repair or remove the file that the message names, or unset METAFLOW_PROFILE.'
  },
  HW404: {
    title: 'There is nothing at that address',
    meaning:
      'The flow, run, step, task or file is not in this store. Near names are listed where there are any. A step appears when its first task is committed.',
    example: "await Flow('Titanik').latestRun",
    fix: 'Correct the name, or look into another store: METAFLOW_DATASTORE_SYSROOT_LOCAL is the folder that holds .metaflow.'
  },
  HW405: {
    title: 'There is no such artifact',
    meaning:
      'The task is there, but it left no artifact of that name. A task lists what it read and what it wrote; the last step has every final variable.',
    example: 'await run.data.skore',
    fix: 'Take one of the names that the message lists; `headwater show Flow/run/step/task` lists them all.'
  },
  HW406: {
    title: 'It lies outside the namespace',
    meaning:
      "The client shows the runs of one namespace, by default your own (`user:<name>`), so that a colleague's newest run is not taken for yours. The message says how many runs lie outside.",
    example: "await Flow('Titanic').latestRun",
    fix: "namespace(null) shows everybody's runs, namespace('user:ada') those of ada."
  },
  HW407: {
    title: 'The run has no final values yet',
    meaning:
      "A run's `data` are the variables after its last step. This run is still going on, has failed or was stopped before that; what its finished steps left is there all the same.",
    example: "await Flow('Titanic').latestRun.data.score",
    fix: "Read what a finished step left: await run.step('load').task.data.df; or take the last good run: Flow('Titanic').latestSuccessfulRun."
  },
  HW408: {
    title: 'There is no store here',
    meaning:
      'A store is a folder called .metaflow. It is looked for in METAFLOW_DATASTORE_SYSROOT_LOCAL, else in the current folder (of a notebook: its own) and those above it. The first run makes one.',
    example: 'cd /tmp; headwater runs',
    fix: "Go to the project's folder, run a notebook first, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to the folder that holds .metaflow."
  },
  HW409: {
    title: 'Only local stores work today',
    meaning:
      'The settings ask for a datastore or a metadata provider other than `local`, such as s3 or service. Nothing was read or written.',
    example: 'METAFLOW_DEFAULT_DATASTORE=s3 headwater run nb.ipynb',
    fix: 'Set METAFLOW_DEFAULT_DATASTORE=local and METAFLOW_DEFAULT_METADATA=local for these notebooks.'
  },
  HW410: {
    title: 'A record is damaged',
    meaning:
      'A file of the store is not whole JSON: cut short by a crash of the machine, a full disk or a copy that was interrupted. Other runs are not touched by it.',
    example: 'a truncated Titanic/1795250836951059/_meta/_self.json',
    fix: 'Restore the file from a copy, or remove the run with `headwater rm`; `headwater fsck` lists every damaged file.'
  },
  HW411: {
    title: 'A stored value is missing',
    meaning:
      "An artifact's record is there but the file with its bytes is not: somebody has deleted it, or the store was copied without it.",
    example: 'rm .metaflow/Titanic/data/ab/ab12…',
    fix: 'Restore it from a copy of the store, or run the flow again; `headwater fsck` lists all that is missing.'
  },
  HW412: {
    title: 'A stored value is damaged',
    meaning:
      'Each value lies under the sha1 of its bytes, and these bytes have another one: they were changed after they had been written. Values are checked whenever they are read; tables that are mapped, by `headwater fsck`.',
    example: 'echo x > .metaflow/Titanic/data/ab/ab12…',
    fix: 'Restore the file from a copy, or delete it and run the flow again.'
  },
  HW413: {
    title: 'The disk is full',
    meaning: 'A file of the store could not be written. What was complete before is still there and readable.',
    example: 'a table of 30 GB on a disk with 20 GB left',
    fix: 'Free some space: `headwater du` says what takes it, `headwater rm` and `headwater gc` remove runs and what only they needed. Then run again.'
  },
  HW414: {
    title: 'The store cannot be written',
    meaning: 'The folder belongs to somebody else, lies on a read-only file system, or a file stands where a folder is needed.',
    example: 'a file called .metaflow',
    fix: 'Give yourself write access to the path in the message, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to a folder that you may write.'
  },
  HW415: {
    title: 'A file of the store cannot be read',
    meaning: 'It is there, but the system refuses to read it, or it is larger than the 4 GiB that one buffer holds.',
    example: 'chmod 000 .metaflow/Titanic/latest_run',
    fix: 'Check its permissions and its disk.'
  },
  HW416: {
    title: 'The tags are being changed by others',
    meaning:
      'Tags are changed without a lock, by writing and looking again. Five times in a row another process had overwritten the change.',
    example: 'ten programs that tag one run at once',
    fix: 'Try again in a moment.'
  },
  HW417: {
    title: 'That tag is not allowed',
    meaning: 'Tags are 1 to 500 characters of text, at most 50 on a run. System tags (`user:…`, `runtime:…`) stay as they are.',
    example: "await run.removeTag('user:ada')",
    fix: 'Take another text, or remove tags that are not needed any more.'
  },
  HW418: {
    title: 'The run is going on',
    meaning: 'A run that its scheduler is still working on cannot be removed.',
    example: 'headwater rm Titanic/1795250836951059',
    fix: 'Stop it first: headwater stop Titanic/1795250836951059.'
  },
  HW419: {
    title: 'foreach needs a list and a function',
    meaning: 'The first argument of foreach must be something that can be iterated, the second a function that is called with each item.',
    example: 'const models = await foreach(train, rates);',
    fix: 'const models = await foreach(rates, rate => train(data, rate));'
  },
  HW420: {
    title: 'The artifact is of a kind that this client cannot read',
    meaning:
      "Metaflow's extensions may store artifacts in formats of their own. This client reads what Metaflow itself writes (pickles) and what headwater writes.",
    example: 'an artifact with content_type "avro"',
    fix: 'Read it in Python, where the extension is installed.'
  }
};
