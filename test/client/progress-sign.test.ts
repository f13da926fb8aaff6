import { expect, it } from 'vitest';
import { progressSign } from '../../client/compare/progress-sign';

async function printed(isTTY: boolean, milliseconds: number): Promise<{ text: string; turns: number }> {
  const [write, tty] = [process.stderr.write.bind(process.stderr), process.stderr.isTTY];
  let [text, turns] = ['', 0];
  process.stderr.isTTY = isTTY;
  process.stderr.write = (chunk: string | Uint8Array) => ((text += String(chunk)), true);
  const timer = setInterval(() => (turns += 1), 10);
  try {
    const sign = progressSign('Reading runs', 5000);
    const began = performance.now();
    for (let done = 0; performance.now() - began < milliseconds; done += 1) {
      for (const until = performance.now() + 5; performance.now() < until;);
      await sign.step(done);
    }
    sign.end();
  } finally {
    clearInterval(timer);
    process.stderr.write = write;
    process.stderr.isTTY = tty;
  }
  return { text, turns };
}

it('says nothing of what takes less than a second', async () => {
  expect((await printed(true, 300)).text).toBe('');
});

it('shows how far it has come in a terminal, takes it away at the end, and lets timers run meanwhile', async () => {
  const { text, turns } = await printed(true, 1600);
  expect(text).toMatch(/Reading runs: \d+ of 5,000/);
  expect(text.endsWith('\r\u001B[K')).toBe(true);
  // Every 40 ms at least, on a busy machine too.
  expect(turns).toBeGreaterThan(10);
});

it('prints nothing where there is no terminal', async () => {
  expect((await printed(false, 1300)).text).toBe('');
});
