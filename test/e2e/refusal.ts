import { expect } from 'vitest';
import type { Ran } from './workspace';

/** Asserts that a command was refused: exit status 2, an error code, the thing named, a hint, no stack trace. */
export function expectRefusal(ran: Ran, name: string): void {
  expect(ran.status, `${name}: ${ran.stdout}${ran.stderr}`).toBe(2);
  expect(ran.stderr).toContain(name);
  expect(ran.stderr).toMatch(/\bHW\d{3}\b.*\n\s+\S/);
  expect(ran.stderr, 'a stack trace').not.toMatch(/^\s+at .+:\d+/m);
}
