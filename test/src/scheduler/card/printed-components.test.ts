import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyRecord } from '../../../../src/run/empty-record';
import { printedComponents } from '../../../../src/scheduler/card/printed-components';

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-printed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function shown(stdout: string, before = 'of another task\n'): Promise<string> {
  const logs = { stdout: path.join(folder, 'out'), stderr: path.join(folder, 'err') };
  writeFileSync(logs.stdout, before + stdout);
  writeFileSync(logs.stderr, '');
  const start = Buffer.byteLength(before);
  const record = { ...emptyRecord(0), stdout: { start, end: start + Buffer.byteLength(stdout) } };
  const [found] = await printedComponents(logs, record, 'Flow/1/train/2');
  return found?.type === 'text' ? found.text : '';
}

describe('what a card shows of what was printed', () => {
  it('is all of a short text, and nothing of other tasks', async () => {
    expect(await shown('a\nb\n')).toBe('a\nb');
    expect(await shown('')).toBe('');
  });

  it('is the beginning and the end of a long one, and how many lines are between', async () => {
    for (const count of [101, 5000, 200_000]) {
      const lines = Array.from({ length: count }, (_, at) => `line ${at} žluť`);
      const text = await shown(`${lines.join('\n')}\n`);
      const said = Number(/\[… ([\d,]+) lines? (?:are|is) left out/.exec(text)?.[1]?.replaceAll(',', ''));
      const kept = text.split('\n').filter(each => each.startsWith('line '));
      expect(said + kept.length).toBe(count);
      expect([kept[0], kept.at(-1)]).toEqual([lines[0], lines.at(-1)]);
      expect(text).toContain('headwater logs Flow/1/train/2 --stdout');
      expect(text.length).toBeLessThan(16_000);
    }
  });

  it('has no colours; of a line that was written over, its last form; of a very long line, the beginning', async () => {
    expect(await shown('\u001b[31mred\u001b[0m\n10%\r50%\r100%\r\nbell\u0007\n')).toBe('red\n100%\nbell');
    const text = await shown(`${'x'.repeat(3_000_000)}\n`);
    expect(text.length).toBeLessThan(2000);
    expect(text).toContain('left out');
  });
});
