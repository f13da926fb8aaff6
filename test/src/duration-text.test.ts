import { expect, it } from 'vitest';
import { durationText } from '../../src/duration-text';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [0, '0 ms'],
  [0.4 * second, '400 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [12.34 * second, '12.3 s'],
  [59.94 * second, '59.9 s'],
  [59.96 * second, '1 min'],
  [3 * minute, '3 min'],
  [3 * minute + 5 * second, '3 min 5 s'],
  [hour - 0.4 * second, '1 h'],
  [2 * hour, '2 h'],
  [2 * hour + 7 * minute + 59 * second, '2 h 7 min'],
  [day - 1, '1 d'],
  [3 * day, '3 d'],
  [3 * day + 4 * hour + 59 * minute, '3 d 4 h'],
  [-5 * second, '0 ms'],
  [Number.NaN, '–'],
  [Infinity, '–']
])('%d milliseconds are %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));
