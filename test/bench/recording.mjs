import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { interleave } from './measure.mjs';
import { headwater, makePlace, packageRoot, timed, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 3;
const rows = 10_000_000;
const weights = 22_500_000;

/**
 * What recording and validation add to a step that computes for about 2 s on a table of 320 MB and typed arrays of 180 MB that an earlier
 * step made: from the step's first statement to its published task, so loading, looking for changes and publishing count. Reference: the
 * same function in a plain process on the same memory, mapped from the same store; only the call is timed.
 */
export async function bench(repeat) {
  const place = makePlace();
  const samples = { ours: [], theirs: [] };
  try {
    await interleave(repeat, { pair: salt => measurePair(place.folder, salt, samples) });
    return printLine({
      what: 'a step that computes on 500 MB, recording and validation (reference: its function in a plain process)',
      ours: samples.ours,
      theirs: samples.theirs,
      unit: 'ms',
      compare: 'at most',
      aim: 1.05
    });
  } finally {
    place.remove();
  }
}

async function measurePair(folder, salt, samples) {
  const notebook = writeNotebook(folder, 'recording', [
    [null, work],
    ['make', make(salt)],
    ['compute', 'const began = Date.now();\nconst result = work(table, first, model);\nconsole.log(began, result);'],
    ['finish', 'console.log(result);']
  ]);
  const { stdout } = await headwater(['run', notebook, '--json'], folder);
  const { pathspec } = JSON.parse(stdout.trim().split('\n').at(-1));
  const printed = (await headwater(['logs', `${pathspec}/compute`, '--stdout'], folder)).stdout;
  const [began, result] = printed.trim().split(' ').map(Number);
  samples.ours.push(publishedAt(path.join(folder, '.metaflow', pathspec, 'compute')) - began);
  const script = path.join(packageRoot, 'test/bench/recording-plain.cjs');
  const plain = JSON.parse((await timed(process.execPath, [script, path.join(packageRoot, 'package.json'), work], folder)).stdout);
  if (plain.result !== result) throw new Error(`the step found ${result}, the plain process ${plain.result}`);
  samples.theirs.push(plain.milliseconds);
}

/** When the step's task was published: the time of its DONE.lock, in milliseconds. */
function publishedAt(step) {
  const task = readdirSync(step).find(name => name !== '_meta');
  return statSync(path.join(step, task, '0.DONE.lock')).mtimeMs;
}

function make(salt) {
  return [
    "import { makeVector, Table } from 'apache-arrow';",
    `const column = length => { const values = new Float64Array(length); for (let i = 0; i < length; i++) values[i] = (i * ${salt}) % 1009; return values; };`,
    `const vector = () => makeVector(column(${rows}));`,
    'const table = new Table({ a: vector(), b: vector(), c: vector(), d: vector() });',
    `const first = column(${weights / 2});`,
    `const model = { name: 'm', weights: column(${weights / 2}) };`
  ].join('\n');
}

/** Types are left out, so that the plain process can run it as it is. */
const work = `function work(table, first, model) {
  const arrays = [...['a', 'b', 'c', 'd'].map(name => table.getChild(name).toArray()), first, model.weights];
  let sum = 0;
  for (let round = 1; round <= 14; round++)
    for (const values of arrays) for (let i = 0; i < values.length; i++) sum += Math.sqrt(values[i] + round);
  return Math.round(sum);
}`;
