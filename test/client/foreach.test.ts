import { describe, expect, it } from 'vitest';
import { foreach } from '../../client';

describe('foreach', () => {
  it('is an ordinary map, in item order, one call after the other', async () => {
    const log: string[] = [];
    const results = await foreach([30, 10, 20], async (item, index) => {
      log.push(`begin ${index}`);
      await new Promise(resolve => setTimeout(resolve, item / 10));
      log.push(`end ${index}`);
      return item * 2;
    });
    expect(results).toEqual([60, 20, 40]);
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('takes anything that can be iterated, and gives [] for nothing', async () => {
    expect(await foreach(new Set(['a', 'b']), item => item + item)).toEqual(['aa', 'bb']);
    expect(await foreach([], () => 1)).toEqual([]);
  });

  it('stops at the first failure', async () => {
    const seen: number[] = [];
    const work = foreach([1, 2, 3], item => {
      seen.push(item);
      if (item === 2) throw new RangeError('two');
    });
    await expect(work).rejects.toThrow(new RangeError('two'));
    expect(seen).toEqual([1, 2]);
  });

  it.each([[() => foreach(5 as never, () => 1)], [() => foreach([1], 'x' as never)], [() => foreach(null as never, () => 1)]])(
    'refuses what is no list or no function',
    async work => {
      await expect(work()).rejects.toMatchObject({ code: 'HW419' });
    }
  );
});
