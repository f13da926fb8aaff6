import { interleave } from './measure.mjs';
import { headwater, makePlace, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 7;

/** `check` of 200 cells: work after process start, as the process itself measures it (HEADWATER_TIMING=1), and the whole command. */
export async function bench(repeat) {
  const place = makePlace();
  try {
    const whole = [];
    const { inside } = await interleave(repeat, {
      inside: async salt => {
        const notebook = writeNotebook(place.folder, 'check', cells(salt));
        const ran = await headwater(['check', notebook, '--json'], place.folder, { HEADWATER_TIMING: '1' });
        if (JSON.parse(ran.stdout).steps.length !== 100) throw new Error('check did not see the 100 steps');
        whole.push(ran.milliseconds);
        return workOf(ran.stderr);
      }
    });
    const met = printLine({ what: '`check` of 200 cells, work in the process', ours: inside, unit: 'ms', compare: 'absolute', aim: 300 });
    printLine({ what: '`check` of 200 cells, whole command', ours: whole, unit: 'ms', compare: 'absolute', aim: null });
    return met;
  } finally {
    place.remove();
  }
}

function workOf(stderr) {
  const match = /(\d+(?:\.\d+)?) ?ms/.exec(stderr);
  if (match === null) throw new Error(`HEADWATER_TIMING=1 printed no time: ${stderr.slice(0, 200)}`);
  return Number(match[1]);
}

/** 200 cells of the size of real ones: definitions in scratch cells, steps that use them, a chain of variables. */
function cells(salt) {
  return Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? [null, definitions(index)] : [`step_${index}`, work(index, salt)]));
}

function definitions(index) {
  return [
    `interface Row${index} { id: number; values: number[]; label?: string }`,
    `function clean${index}(rows: Row${index}[], limit = ${index}): Row${index}[] {`,
    '  const kept = rows.filter(row => row.values.length > 0 && row.id >= limit);',
    '  return kept.map(row => ({ ...row, values: row.values.map(value => (Number.isNaN(value) ? 0 : value)) }));',
    '}',
    `class Model${index} {`,
    '  weights: number[] = [];',
    `  constructor(readonly rate: number = 0.${index + 1}) {}`,
    '  fit(rows: { values: number[] }[]) {',
    '    for (const { values } of rows) values.forEach((value, at) => (this.weights[at] = (this.weights[at] ?? 0) + this.rate * value));',
    '    return this;',
    '  }',
    '}'
  ].join('\n');
}

function work(index, salt) {
  const before = index >= 3 ? `rows_${index - 2}` : `[{ id: ${salt}, values: [1, 2, NaN] }]`;
  return [
    `const rows_${index} = clean${index - 1}(${before}, 0);`,
    `const model_${index} = new Model${index - 1}().fit(rows_${index});`,
    `const { weights: [first_${index} = 0, ...rest_${index}] } = model_${index};`,
    `let total_${index} = first_${index};`,
    `for (const weight of rest_${index}) total_${index} += weight;`,
    `if (total_${index} > 10) { rows_${index}.push({ id: ${index}, values: [total_${index}] }); }`,
    `console.log('step ${index}', total_${index}.toFixed(3), rows_${index}.length);`
  ].join('\n');
}
