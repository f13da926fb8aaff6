import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { interleave } from './measure.mjs';
import { makePlace, packageRoot, python } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 3;

/** A table of 200 MB (5.8 million rows × 4 columns) to Parquet with Zstandard and back, each in a fresh process, beside pyarrow on one thread. */
export async function bench(repeat) {
  const place = makePlace();
  const file = name => path.join(place.folder, name);
  const ours = (...args) => milliseconds(process.execPath, ['table-files.cjs', ...args]);
  const theirs = (...args) => milliseconds(python, ['table-files.py', ...args]);
  try {
    const size = `${Math.round(theirs('make', file('t.arrow')) / 1e6)} MB table`;
    const written = await interleave(repeat, {
      ours: async () => ours('write', file('t.arrow'), file('ours.parquet')),
      theirs: async () => theirs('write', file('t.arrow'), file('theirs.parquet'))
    });
    const read = await interleave(repeat, {
      ours: async () => ours('read', file('theirs.parquet')),
      theirs: async () => theirs('read', file('theirs.parquet'))
    });
    const lines = [
      printLine({ what: `${size} to Parquet (pyarrow)`, ...written, unit: 'ms', compare: 'at most', aim: null }),
      printLine({ what: `${size} from Parquet (pyarrow)`, ...read, unit: 'ms', compare: 'at most', aim: null })
    ];
    return lines.every(Boolean);
  } finally {
    place.remove();
  }
}

function milliseconds(program, [script, ...args]) {
  return Number(execFileSync(program, [path.join(packageRoot, 'test/bench', script), ...args], { encoding: 'utf8' }));
}
