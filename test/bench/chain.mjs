import { interleave, slope } from './measure.mjs';
import { headwater, makePlace, python, timed, writeFlow, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 5;

/** Trivial steps in a line: the whole run of 20, and what one more step costs (20 against 2). */
export async function bench(repeat) {
  const place = makePlace();
  try {
    const samples = await interleave(repeat, {
      ours20: salt => ours(place.folder, 20, salt),
      theirs20: salt => theirs(place.folder, 20, salt),
      ours2: salt => ours(place.folder, 2, salt),
      theirs2: salt => theirs(place.folder, 2, salt)
    });
    const perStep = printLine({
      what: 'one more trivial step (20 in a line against 2)',
      ours: slope(samples.ours20, samples.ours2, 18),
      theirs: slope(samples.theirs20, samples.theirs2, 18),
      unit: 'ms',
      compare: 'faster',
      aim: 4
    });
    const total = printLine({
      what: '20 trivial steps in a line, whole run',
      ours: samples.ours20,
      theirs: samples.theirs20,
      unit: 'ms',
      compare: 'faster',
      aim: 4
    });
    return perStep && total;
  } finally {
    place.remove();
  }
}

async function ours(folder, steps, salt) {
  const cells = Array.from({ length: steps }, (_, index) => [`s${index + 1}`, index === 0 ? `let x = ${salt};` : 'x += 1;']);
  cells[steps - 1][1] += '\nconsole.log(x);';
  const notebook = writeNotebook(folder, `chain-${steps}`, cells);
  return (await headwater(['run', notebook], folder)).milliseconds;
}

async function theirs(folder, steps, salt) {
  const names = Array.from({ length: steps - 2 }, (_, index) => `s${index + 2}`);
  const text = names.map((name, index) => {
    return `\n    @step\n    def ${name}(self):\n        self.x += 1\n        self.next(self.${names[index + 1] ?? 'end'})\n`;
  });
  const flow = writeFlow(folder, 'chain', { salt, first: `self.${names[0] ?? 'end'}`, steps: text.join('') });
  return (await timed(python, [flow, 'run'], folder)).milliseconds;
}
