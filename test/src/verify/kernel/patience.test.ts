import { describe, expect, it } from 'vitest';
import { within } from '../../../../src/verify/kernel/patience';

const never = new Promise<never>(() => undefined);
const after = (milliseconds: number): Promise<string> => new Promise(resolve => setTimeout(() => resolve('done'), milliseconds));

describe('waiting for a kernel', () => {
  it('ends when there is no sign of life', async () => {
    await expect(within({ limit: 40 }, 'A look', never)).rejects.toMatchObject({ code: 'HW362' });
    await expect(within({ limit: 40, sign: () => 'same' }, 'A look', never)).rejects.toMatchObject({ code: 'HW362' });
  });

  it('goes on as long as something changes', async () => {
    let looks = 0;
    await expect(within({ limit: 60, sign: () => String(looks++) }, 'A look', after(400))).resolves.toBe('done');
  });

  it('has no end without a limit', async () => {
    await expect(within({ limit: null }, 'Cell 1', after(60))).resolves.toBe('done');
  });
});
