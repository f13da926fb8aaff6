import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tellProgress } from '../../../src/cli/tell-progress';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function told(isTTY: boolean, act: (telling: ReturnType<typeof tellProgress>) => void): string[] {
  const written: string[] = [];
  const telling = tellProgress({ isTTY, columns: 40, write: text => written.push(text) });
  act(telling);
  telling.close();
  return written;
}

describe('telling of progress', () => {
  it('writes a line for what is done, and after 10 s, 20 s, 40 s one for what goes on', () => {
    const written = told(false, telling => {
      telling.doing('waiting');
      vi.advanceTimersByTime(45_000);
      telling.done('waited');
    });
    expect(written).toEqual(['  waiting … 10.0 s\n', '  waiting … 20.0 s\n', '  waiting … 40.0 s\n', '  waited\n']);
  });

  it('draws what goes on in one line of a terminal, never wider than it, and takes it away', () => {
    const written = told(true, telling => {
      telling.doing('w'.repeat(60));
      vi.advanceTimersByTime(2000);
    });
    expect(written).toHaveLength(3);
    expect(written[0]?.replaceAll(/\r|\u001b\[K/g, '')).toHaveLength(39);
    expect(written.at(-1)).toBe('\r\u001b[K');
  });
});
