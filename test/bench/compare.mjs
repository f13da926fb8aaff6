import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { makePlace, packageRoot, python, timed } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 3;

const flows = path.join(packageRoot, 'test', 'bench', 'flows');

/** Comparing many runs of 30 columns, with the best one, means of repetitions and HTML: the first time in a process, and again. */
export async function bench(repeat) {
  const place = makePlace();
  try {
    copyFileSync(path.join(packageRoot, 'test', 'bench', 'compare-runs.cjs'), path.join(place.folder, 'compare-runs.cjs'));
    await timed(python, [path.join(flows, 'compare_store.py'), place.folder, '1000'], place.folder);
    const few = await sample(place.folder, repeat, 100, true);
    const many = await sample(place.folder, repeat, 1000, false);
    const lines = [
      line('compare 100 runs × 30 columns, the first time', few.ours.first, few.theirs.first, null),
      line('the same again (aim: under 1 s)', few.ours.again, few.theirs.again, 1000),
      line('compare 1,000 runs × 30 columns, the first time', many.ours.first, null, null),
      line('the same again (aim: under 3 s)', many.ours.again, null, 3000)
    ];
    return lines.every(met => met);
  } finally {
    place.remove();
  }
}

function line(what, ours, theirs, aim) {
  return printLine({ what, ours, theirs, unit: 'ms', compare: 'absolute', aim });
}

async function sample(folder, repeat, count, withReference) {
  const samples = { ours: { first: [], again: [] }, theirs: { first: [], again: [] } };
  for (let at = 0; at < repeat; at += 1) {
    const ours = rounds(await timed(process.execPath, ['compare-runs.cjs', String(count)], folder));
    take(samples.ours, ours);
    if (!withReference) continue;
    const theirs = rounds(await timed(python, [path.join(flows, 'compare_pandas.py'), String(count)], folder));
    if (theirs[0][1] !== ours[0][1]) throw new Error(`The best run is ${ours[0][1]} here and ${theirs[0][1]} there.`);
    take(samples.theirs, theirs);
  }
  return samples;
}

function take(samples, [first, ...again]) {
  samples.first.push(Number(first[2]));
  samples.again.push(...again.map(each => Number(each[2])));
}

function rounds({ stdout }) {
  const found = stdout
    .trim()
    .split('\n')
    .map(each => each.split(' '));
  if (found.length !== 3) throw new Error(`Three rounds were expected: ${stdout}`);
  return found;
}
