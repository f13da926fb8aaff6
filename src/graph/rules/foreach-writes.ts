import { cellNumber, finding, type Rule } from '../flow-model';

/** HW163: a foreach body that changes an outer variable; its iterations run in processes of their own, so the change would be lost. */
export const foreachWrites: Rule = ({ cells }) =>
  cells
    .filter(each => each.role.kind === 'step')
    .flatMap(({ cell, facts }) =>
      (facts.foreach?.bodyWrites ?? []).map(({ name, range }) =>
        finding(
          'HW163',
          'error',
          { cell, range },
          {
            message: `The foreach body in ${cellNumber(cell)} changes '${name}', a variable outside of it; each item runs in a process of its own.`,
            hint: `Return it instead: const results = await foreach(items, item => { …; return ${name}; }), and put the results together afterwards.`,
            about: name
          }
        )
      )
    );
