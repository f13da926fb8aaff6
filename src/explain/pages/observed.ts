import type { Pages } from '../page';

/** Pages of HW142 and HW143: what runs have shown of a flow and its code does not say. */
export const observedPages: Pages = {
  HW142: {
    title: 'A step changes a variable in a way that its code does not show',
    meaning:
      'A run recorded that the step changed this variable, though its code names it nowhere as changed: mostly another variable holds the same object. The first run found it out when it validated the later steps, and ran one of them again. From then on runs wait for it, as long as the code of the step stays the same. The result is right in any case.',
    example: 'const view = rows;   // step load\nview.push(4);        // step push: changes rows too\nrows.length;         // step total',
    fix: 'Nothing has to be done. To make it visible in the code, and so at once after a change of the step, change the object by the name that later steps read: rows.push(4).'
  },
  HW143: {
    title: 'A step reads a variable in a way that its code does not show',
    meaning:
      'A run recorded that the step read this variable, though its code names it nowhere: eval, a getter, or a function that was stored in a value. The read is recorded and validated like any other; from then on runs wait for the variable before they start the step, as long as its code stays the same.',
    example: "const name = 'rows';\nconsole.log(eval(name).length);",
    fix: 'Nothing has to be done. To make it visible, name the variable in the cell: a line with `rows;` is enough.'
  }
};
