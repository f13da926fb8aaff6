import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../build';

/** Lines that somebody writes for the comparison itself: no imports, comments, clocks, loops of a benchmark, or output of its figures. */
function written(file: string, isOverhead: RegExp): string[] {
  const text = readFileSync(path.join(packageRoot, 'test', 'bench', file), 'utf8').replace(/^"""[^]*?"""\n/, '');
  return text.split('\n').filter(line => line.trim() !== '' && !/^\s*(#|\/\/)/.test(line) && !isOverhead.test(line));
}

it('takes one line to compare runs, their repetitions and the best, where Metaflow and pandas take twelve', () => {
  const theirs = written('flows/compare_pandas.py', /^(import|from|namespace)|perf_counter|print\(|for _ in range/);
  expect(theirs).toHaveLength(12);
  const ours = written(
    'compare-runs.cjs',
    /require\(|namespace\(|performance\.now|for \(let round|^}|^ {2}}$|^async function|^compareRuns/
  );
  // The comparison, and two that ask of it what pandas is asked: its best run, and its HTML.
  expect(ours).toHaveLength(3);
  expect(ours.filter(line => line.includes('await compare('))).toHaveLength(1);
});
