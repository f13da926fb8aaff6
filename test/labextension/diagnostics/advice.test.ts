import { expect, it } from 'vitest';
import { adviceOf } from '../../../labextension/src/diagnostics/advice';

const fix = { title: 'Tag cell 1 as setup', changes: [] };
const commandLine = 'Make that cell part of the flow: headwater tag <notebook> --cell 1 --step two';

it('leaves out the command line where a button does the same', () => {
  expect(adviceOf({ hint: commandLine, fixes: [fix] })).toBe('');
});

it('keeps it where there is no button, and every other hint', () => {
  expect(adviceOf({ hint: commandLine, fixes: [] })).toBe(commandLine);
  expect(adviceOf({ hint: 'Remove it.', fixes: [fix] })).toBe('Remove it.');
});
