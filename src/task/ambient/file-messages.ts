import { HeadwaterError } from '../../errors';
import type { TaskWarning } from '../protocol';
import type { Place } from './file-places';

/** Files were written where another machine would not look for them. */
export function outsideWarning(places: readonly Place[]): TaskWarning[] {
  const [first] = places;
  if (first === undefined) return [];
  const others = places.length > 1 ? ` and ${places.length - 1} more` : '';
  return [
    {
      code: 'HW340',
      message: `The step writes outside of the notebook's folder: '${first.path}'${others}.`,
      hint: "Write below the notebook's folder, or in os.tmpdir(), so that the run has what it needs wherever it runs.",
      about: first.path
    }
  ];
}

/** A folder is too big to compare how it looks before and after. */
export function tooMany(folder: string): TaskWarning {
  return {
    code: 'HW344',
    message: `'${folder}' holds too many files to find out what the step's programs have written.`,
    hint: "Keep the notebook in a folder of its own, or write with node's fs what a later step reads.",
    about: folder
  };
}

/** A program outlives its step. */
export function stillRunning(name: string): TaskWarning {
  return {
    code: 'HW345',
    message: `The program '${name}' was still running at the end of its step; what it does from now on is lost.`,
    hint: 'Wait for its end in the step itself.',
    about: name
  };
}

/** Every task would write the file again. */
export function setupWrites(name: string): HeadwaterError {
  return new HeadwaterError('HW343', `A setup cell changes '${name}', which an earlier step has written.`, {
    hint: 'Every task runs the setup cells: write the file in a step, or only when it is not there.',
    about: name
  });
}
