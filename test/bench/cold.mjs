import { interleave } from './measure.mjs';
import { headwater, makePlace, python, timed, writeFlow, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 7;

/** `run` of a notebook of three steps from a cold shell: no process of ours is up beforehand. */
export async function bench(repeat) {
  const place = makePlace();
  try {
    const samples = await interleave(repeat, { ours: salt => ours(place.folder, salt), theirs: salt => theirs(place.folder, salt) });
    return printLine({
      what: '`run` of 3 steps from a cold shell',
      ours: samples.ours,
      theirs: samples.theirs,
      unit: 'ms',
      compare: 'faster',
      aim: 2.5
    });
  } finally {
    place.remove();
  }
}

async function ours(folder, salt) {
  const notebook = writeNotebook(folder, 'cold', [
    ['begin', `const numbers = Array.from({ length: 100 }, (_, index) => ${salt} + index);`],
    ['square', 'const squares = numbers.map(each => each * each);'],
    ['finish', 'console.log(squares.reduce((a, b) => a + b, 0));']
  ]);
  return (await headwater(['run', notebook], folder)).milliseconds;
}

async function theirs(folder, salt) {
  const flow = writeFlow(folder, 'cold', { salt });
  return (await timed(python, [flow, 'run'], folder)).milliseconds;
}
