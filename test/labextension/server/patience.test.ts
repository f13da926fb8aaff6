import { describe, expect, it } from 'vitest';
import { Patience } from '../../../labextension/src/server/patience';

describe('Patience', () => {
  it('says when an answer is late, once for several, and when none is waited for any more', async () => {
    const patience = new Patience(5);
    const said: boolean[] = [];
    patience.changed.connect((_patience, isOver) => said.push(isOver));
    const answers: (() => void)[] = [];
    const late = [1, 2].map(() => patience.waitFor(new Promise<void>(resolve => answers.push(resolve))));
    await new Promise(resolve => setTimeout(resolve, 40));
    expect(said).toEqual([true]);
    answers.forEach(answer => answer());
    await Promise.all(late);
    expect(said).toEqual([true, false]);
    expect(patience.isOver).toBe(false);
  });

  it('hands on answers and errors as they are, and says nothing of those that come in time', async () => {
    const patience = new Patience(1000);
    patience.changed.connect(() => expect.unreachable());
    expect(await patience.waitFor(Promise.resolve(7))).toBe(7);
    await expect(patience.waitFor(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
