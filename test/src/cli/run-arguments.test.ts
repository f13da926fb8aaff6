import { describe, expect, it } from 'vitest';
import { readRunArguments } from '../../../src/cli/run-arguments';

describe('the arguments of run', () => {
  it('are its options; every other option is a parameter', () => {
    const args = ['--rate', '-0.5', 'n.ipynb', '--tag', 'a', '--tag=b', '--param', 'x=1=2', '--max-workers', '3', '--serial', '--dry-run'];
    expect(readRunArguments(args)).toMatchObject({
      json: false,
      order: {
        notebook: 'n.ipynb',
        tags: ['a', 'b'],
        maxWorkers: 3,
        serial: true,
        parameters: [
          { name: 'rate', text: '-0.5' },
          { name: 'x', text: '1=2' },
          { name: 'dry-run', text: null }
        ]
      }
    });
  });

  it('may name the notebook after a flag or after --', () => {
    expect(readRunArguments(['--dry-run', 'n.ipynb', '--json'])).toMatchObject({
      json: true,
      order: { notebook: 'n.ipynb', parameters: [{ name: 'dry-run', text: null }] }
    });
    expect(readRunArguments(['--', '--odd.ipynb']).order.notebook).toBe('--odd.ipynb');
  });

  it.each([[[]], [['a.ipynb', 'b.ipynb']], [['n.ipynb', '--max-workers', 'x']], [['n.ipynb', '--tag']], [['n.ipynb', '--json=1']]])(
    '%j are refused',
    args => {
      expect(() => readRunArguments(args)).toThrow(expect.objectContaining({ code: 'HW501' }) as Error);
    }
  );
});
