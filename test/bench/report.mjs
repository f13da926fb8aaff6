import { execFileSync } from 'node:child_process';
import { cpus, loadavg, platform, release } from 'node:os';
import { spread } from './measure.mjs';
import { python } from './place.mjs';

/** Facts of this machine without which a number says nothing. */
export function machine() {
  const code = 'import sys, metaflow; print(sys.version.split()[0], metaflow.__version__)';
  const [pythonVersion, metaflow] = execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim().split(' ');
  const load = loadavg().map(each => each.toFixed(2));
  return `${cpus().length} cores (${cpus()[0].model.trim()}), ${platform()} ${release()}, Node ${process.versions.node}, Python ${pythonVersion}, Metaflow ${metaflow}, load ${load.join(' ')}`;
}

/** Heading of the table. */
export function printHeading(repeat) {
  console.log(`${machine()}; ${repeat ?? "each benchmark's own number of"} repetitions, interleaved; median (least–most)\n`);
  console.log('| what | Headwater | reference | ratio | aim | |');
  console.log('|---|---|---|---|---|---|');
}

/**
 * Prints one line. `ours` and `theirs` are samples; `ratio` says how the two make the number that the aim speaks of:
 * `faster` = theirs / ours (aim is the least), `at most` = ours / theirs, `absolute` = ours alone.
 * Returns whether the aim is met by the medians.
 */
export function printLine({ what, ours, theirs = null, unit, compare, aim, reference = '' }) {
  const mine = spread(ours);
  const other = theirs === null ? null : spread(theirs);
  const value = compare === 'faster' ? other.median / mine.median : compare === 'at most' ? mine.median / other.median : mine.median;
  const met = aim === null ? null : compare === 'faster' ? value >= aim : value <= aim;
  const times = other === null ? '' : `${(other.median / mine.median).toFixed(1)}× less`;
  const ratio = compare === 'at most' ? `${value.toFixed(3)}×` : times;
  const wanted = aim === null ? '' : compare === 'faster' ? `≥ ${aim}×` : compare === 'at most' ? `≤ ${aim}×` : `≤ ${aim} ${unit}`;
  const verdict = met === null ? '' : met ? 'met' : '**missed**';
  console.log(
    `| ${what} | ${format(mine, unit)} | ${other === null ? reference : format(other, unit)} | ${ratio} | ${wanted} | ${verdict} |`
  );
  return met !== false;
}

function format({ median, least, most }, unit) {
  const digits = most < 10 ? 2 : most < 100 ? 1 : 0;
  return `${median.toFixed(digits)} ${unit} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
