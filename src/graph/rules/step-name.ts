import { stepName, stepTags } from '../../notebook/cell-role';
import { cellNumber, finding, type Rule } from '../flow-model';
import { slugOf } from '../propose-names';

/** HW151: a step's name that is no identifier. */
export const invalidStepName: Rule = ({ notebook }) =>
  notebook.cells.flatMap(cell =>
    stepTags(cell)
      .filter(name => !stepName.test(name))
      .map(name =>
        finding(
          'HW151',
          'error',
          { cell },
          {
            message:
              name === ''
                ? `The step tag of ${cellNumber(cell)} has no name.`
                : `The step name '${name}' of ${cellNumber(cell)} is not possible.`,
            hint: `Use ASCII letters, digits and _, a letter first${suggestion(name)}; other scripts go in the step's title (metadata.headwater.title).`,
            about: name
          }
        )
      )
  );

function suggestion(name: string): string {
  const slug = slugOf(name);
  return slug === null ? '' : `, for example 'step:${slug}'`;
}
