import { finding, type Rule } from '../flow-model';

/** HW150: a notebook without a single step. */
export const noSteps: Rule = ({ steps }) =>
  steps.length > 0
    ? []
    : [
        finding('HW150', 'error', null, {
          message: 'No cell of the notebook is tagged as a step, so there is no flow.',
          hint: 'Let Headwater suggest steps: headwater propose <notebook>, or tag a cell: headwater tag <notebook> --cell 1 --step <name>',
          about: null
        })
      ];
