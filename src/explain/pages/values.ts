import type { Pages } from '../page';

/** Pages of HW3xx: values, and what cannot be stored or proven. */
export const valuePages: Pages = {
  HW301: {
    title: 'A value that cannot be stored',
    meaning:
      'What later steps need travels between processes as stored values. A function inside of a value, an open socket, a generator, a promise or a native handle cannot. The message names the variable and the path inside of it.',
    example: 'const model = { layers: 3, activation: (x: number) => Math.max(0, x) };',
    fix: 'Keep such a thing out of the variable: make it again from plain data in a function or class (those travel as source), or build it where it is used. A class may say how with toJSON and a static fromJSON.'
  },
  HW302: {
    title: 'A value that nobody needs was not stored',
    meaning:
      'The variable holds something that cannot be stored, and no later code mentions it. The run goes on without it; it is missing among the artifacts.',
    example: 'const server = http.createServer();   // used in this step only',
    fix: 'Nothing, if only this step uses it. Else see `headwater explain HW301`.'
  },
  HW310: {
    title: 'A stored value is damaged or of an unknown kind',
    meaning: 'The bytes of a stored value end too early, are no pickle, or come from a later version of headwater.',
    example: 'a blob of the store that was cut off by a full disk',
    fix: 'headwater fsck finds damaged values; run the flow again to write the value anew, or update headwater.'
  },
  HW311: {
    title: 'A stored value that only Python can read',
    meaning: 'It was pickled with features that need Python code to run, and headwater never executes a pickle.',
    example: 'a Python object with its own __reduce__',
    fix: 'Read it with Python; to read it here, store it as plain values or a table.'
  },
  HW312: {
    title: 'An instance whose class is gone',
    meaning: "An instance of a class was stored by its fields and the class's address. Under that address there is no class any more.",
    example: 'class Model was renamed to Ridge after the run',
    fix: 'Define the class again under its name, or run the step again.'
  },
  HW313: {
    title: 'Code of a notebook, outside of the notebook',
    meaning:
      'A stored value refers to a function or class of a notebook cell. The client has its name only, so it can show the fields but not call it.',
    example: "(await Flow('Houses').latestRun.data.model).predict(x)",
    fix: "Read the value's fields, or import the code from a module that both sides have."
  },
  HW320: {
    title: 'A foreach body changes something outside of it',
    meaning:
      'Each item of a foreach runs in a process of its own, so a change to its item, an outer variable or ambient state would be lost. This was found by comparing values after the item ran.',
    example: 'await foreach(rates, rate => { totals.sum += rate; });',
    fix: 'Return what the body makes, and put the results together afterwards.'
  },
  HW321: {
    title: 'A foreach result shares objects with something outside',
    meaning: 'In one process the result and the outer variable would be the same object; from separate processes they come back as two.',
    example: 'await foreach(ids, id => table[id]);',
    fix: 'Return a copy: structuredClone(table[id]).'
  },
  HW330: {
    title: 'A built-in was changed',
    meaning: 'A step changed a global or a built-in prototype. Later steps run in processes that do not have the change.',
    example: 'Array.prototype.sum = function () { … };',
    fix: 'Write a function instead, or make the change in a cell tagged setup, which every task runs.'
  },
  HW331: {
    title: 'Something was still running at the end of a step',
    meaning:
      '5 s after its last statement the step still had a timer, a connection or another task running. The step ends then; what happens afterwards changes nothing.',
    example: 'setInterval(poll, 1000);',
    fix: 'Await the work, clear the timer or close the connection in the step itself.'
  },
  HW335: {
    title: 'A working directory that is not there',
    meaning: 'An earlier step called process.chdir(), and that folder cannot be entered when the next step starts.',
    example: "process.chdir('/tmp/work-1');",
    fix: 'Make the folder in the step that changes into it, or use absolute paths.'
  },
  HW350: {
    title: 'An Arrow table was changed in place',
    meaning:
      "A step wrote into the memory of a table (or of a record batch or vector) that another step or a setup cell has made: through a column's array, vector.set, or a row. Tables are immutable here: they are mapped, not copied, and other variables may lie in the same memory. A table that the step itself has made may still be changed; it is stored as it is at the end.",
    example: "const price = table.getChild('price').toArray();   // no copy: the table's own memory\nprice[0] = 100;",
    fix: "Change a copy, and make a new table of it: const price = table.getChild('price').toArray().slice(); price[0] = 100; table = table.assign(new Table({ price: makeVector(price) })). Or change the table in the step that makes it."
  },
  HW351: {
    title: 'An array was changed that lies in the memory of an Arrow table',
    meaning:
      'In the kernel the typed array and the table are the same memory, so changing the one changes the other. Between steps they travel apart: the change would not reach the table, so it is refused. It concerns an array that an earlier step has taken out of a table without copying, or has made a table of.',
    example: 'const raw = new Float64Array(1000);\nconst table = new Table({ a: makeVector(raw) });\n// in a later step:\nraw[0] = 100;',
    fix: 'Copy the array where it is made, raw = raw.slice(), or change it before its step ends: array and table are then both stored with what they hold at the end.'
  }
};
