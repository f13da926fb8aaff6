import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { headwater, makePlace, packageRoot } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 3;

/** The first run of a notebook of four independent steps that wait 2 s each: nothing is known of it beforehand. */
export async function bench(repeat) {
  const samples = [];
  for (let repetition = 0; repetition < repeat; repetition++) samples.push(await firstRun());
  return printLine({ what: 'first run of 4 independent steps of 2 s', ours: samples, unit: 'ms', compare: 'absolute', aim: 3000 });
}

async function firstRun() {
  const place = makePlace();
  try {
    const notebook = path.join(place.folder, 'four-waits.ipynb');
    copyFileSync(path.join(packageRoot, 'test/fixtures/notebooks/four-waits.ipynb'), notebook);
    return (await headwater(['run', notebook], place.folder)).milliseconds;
  } finally {
    place.remove();
  }
}
