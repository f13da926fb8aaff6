import { isRoleTag } from '../../notebook/cell-role';
import { cellNumber, finding, type Rule } from '../flow-model';

/** HW168: a tag that looks like one of ours and is not: `Step:load`, `steps:load`, `step-load`, `parameter`, `Setup`. */
export const misspeltTag: Rule = ({ notebook }) =>
  notebook.cells.flatMap(cell =>
    cell.tags
      .filter(tag => !isRoleTag(tag))
      .flatMap(tag => {
        const meant = meantTag(tag);
        if (meant === null) return [];
        return [
          finding(
            'HW168',
            'warning',
            { cell },
            {
              message: `The tag '${tag}' of ${cellNumber(cell)} looks like '${meant}' but means nothing to Headwater.`,
              hint: `Write it as '${meant}', or give it a name that does not look like a step.`,
              about: tag
            }
          )
        ];
      })
  );

/** The tag of a flow that a tag looks like, null when it looks like none. */
export function meantTag(tag: string): string | null {
  const text = tag.trim();
  const step = /^(?:steps?|flow-step)\s*[:=/-]\s*(\S.*)$/i.exec(text)?.[1];
  if (step !== undefined) return `step:${step}`;
  if (/^params?$|^parameters?$/i.test(text)) return 'parameters';
  return /^set-?up$/i.test(text) ? 'setup' : null;
}
