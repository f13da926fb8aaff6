import { describe, expect, it } from 'vitest';
import { newLru } from '../../../src/server/lru';

describe('what is kept', () => {
  it('is what was asked for last', () => {
    const kept = newLru<number>(2);
    kept.set('a', 1);
    kept.set('b', 2);
    kept.get('a');
    kept.set('c', 3);
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3]);
  });

  it('weighs no more in all than it may, and replaces what had the same name', () => {
    const kept = newLru<string>(10);
    kept.set('a', 'old', 8);
    kept.set('a', 'new', 4);
    kept.set('b', 'b', 6);
    expect([kept.get('a'), kept.get('b')]).toEqual(['new', 'b']);
    kept.set('c', 'too heavy', 11);
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['new', 'b', undefined]);
  });
});
