import { interleave } from './measure.mjs';
import { headwater, makePlace, python, timed, writeFlow, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 3;
const items = 200;

/** A foreach over 200 trivial items with 2 workers, processes kept for further items and with a fresh process for each. */
export async function bench(repeat) {
  const place = makePlace();
  try {
    const samples = await interleave(repeat, {
      ours: salt => ours(place.folder, salt, {}),
      isolated: salt => ours(place.folder, salt, { work: { isolation: 'task' } }),
      theirs: salt => theirs(place.folder, salt)
    });
    const what = `foreach over ${items} trivial items, 2 workers`;
    const kept = printLine({ what, ours: samples.ours, theirs: samples.theirs, unit: 'ms', compare: 'faster', aim: 15 });
    printLine({
      what: `${what}, isolation: "task"`,
      ours: samples.isolated,
      theirs: samples.theirs,
      unit: 'ms',
      compare: 'faster',
      aim: null
    });
    return kept;
  } finally {
    place.remove();
  }
}

async function ours(folder, salt, settings) {
  const cells = [
    ['begin', `const items = Array.from({ length: ${items} }, (_, index) => index);`],
    ['work', `import { foreach } from 'headwater';\nconst results = await foreach(items, item => item * 2 + ${salt});`],
    ['finish', 'console.log(results.reduce((a, b) => a + b, 0));']
  ];
  const notebook = writeNotebook(folder, 'foreach', cells, settings);
  const { milliseconds, stdout } = await headwater(['run', notebook, '--max-workers', '2', '--json'], folder);
  const { pathspec } = JSON.parse(stdout.trim().split('\n').at(-1));
  const printed = (await headwater(['logs', `${pathspec}/finish`, '--stdout'], folder)).stdout.trim();
  if (printed !== String(items * (items - 1) + items * salt)) throw new Error(`foreach printed ${printed}`);
  return milliseconds;
}

async function theirs(folder, salt) {
  const flow = writeFlow(folder, 'foreach', { salt, items });
  return (await timed(python, [flow, 'run', '--max-workers', '2', '--max-num-splits', String(items)], folder)).milliseconds;
}
