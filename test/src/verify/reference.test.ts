import { describe, expect, it } from 'vitest';
import { errorLine } from '../../../src/verify/reference';

describe('the line that names an error', () => {
  it.each([
    // What node prints of an error that code in a vm has thrown: its place, the code, then the stack.
    ['evalmachine.<anonymous>:5\nthrow new Error("no");\n^\n\nError: no\n    at evalmachine.<anonymous>:5:7', 'Error: no'],
    ['careful\nTypeError: bad thing\n    at f (evalmachine.<anonymous>:1:1)', 'TypeError: bad thing'],
    ["3:17 - Cannot find name 'Ridge'.\n4:1 - Another.", "3:17 - Cannot find name 'Ridge'."],
    ['', 'it said nothing']
  ])('is found in %j', (said, line) => {
    expect(errorLine(said)).toBe(line);
  });
});
