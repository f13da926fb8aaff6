import path from 'node:path';
import { interleave } from './measure.mjs';
import { headwater, makePlace, packageRoot, timed, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 2;

/**
 * A chain with about 30 s of single-process work: a table made, features by functions and by a loop at the top level of a cell, a class that
 * is fitted, stumps that are boosted. Against the time of the same cells in tslab's own executor, the kernel's start not counted.
 */
export async function bench(repeat) {
  const place = makePlace();
  const samples = { ours: [], theirs: [] };
  try {
    await interleave(repeat, { pair: salt => measurePair(place.folder, salt, samples) });
    return printLine({
      what: 'a realistic chain of 5 steps, whole `run` (reference: its cells in the tslab kernel, start not counted)',
      ours: samples.ours,
      theirs: samples.theirs,
      unit: 's',
      compare: 'at most',
      aim: 1.05
    });
  } finally {
    place.remove();
  }
}

async function measurePair(folder, salt, samples) {
  const notebook = writeNotebook(folder, 'realistic', cells(salt));
  const ran = await headwater(['run', notebook, '--json'], folder);
  samples.ours.push(ran.milliseconds / 1000);
  const { pathspec } = JSON.parse(ran.stdout.trim().split('\n').at(-1));
  const printed = (await headwater(['logs', `${pathspec}/predict`, '--stdout'], folder)).stdout.trim();
  const { stdout } = await timed(process.execPath, [path.join(packageRoot, 'test/bench/kernel.cjs'), notebook], folder);
  const { seconds, text } = JSON.parse(stdout.trim().split('\n').at(-1));
  samples.theirs.push(seconds);
  if (printed !== text.trim()) throw new Error(`the run printed ${printed}, the kernel ${text}`);
}

function cells(salt) {
  return [
    [null, definitions],
    ['load', `const raw = makeTable(800_000, ${salt});`],
    ['features', features],
    ['fit', 'const model = new Logistic(width, 0.05).fit(X, y, 180);'],
    ['boost', 'const stumps = boost(X, y, model, 34);'],
    ['predict', predict]
  ];
}

const definitions = `
import { makeVector, Table } from 'apache-arrow';

function makeTable(rows: number, seed: number) {
  let state = seed >>> 0;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const columns: Record<string, Float64Array> = {};
  for (const name of ['age', 'income', 'visits', 'distance', 'price', 'score'])
    columns[name] = Float64Array.from({ length: rows }, () => normal());
  const wanted = Float64Array.from({ length: rows }, (_, i) => (columns.income[i] - columns.price[i] * columns.distance[i] + normal() > 0 ? 1 : 0));
  const vectors = Object.entries({ ...columns, wanted }).map(([name, values]) => [name, makeVector(values)]);
  return new Table(Object.fromEntries(vectors));
}

class Logistic {
  weights: Float64Array;
  constructor(readonly width: number, readonly rate: number) {
    this.weights = new Float64Array(width);
  }
  probability(X: Float64Array, row: number) {
    let z = 0;
    for (let j = 0; j < this.width; j++) z += this.weights[j] * X[row * this.width + j];
    return 1 / (1 + Math.exp(-z));
  }
  fit(X: Float64Array, y: Float64Array, epochs: number) {
    for (let epoch = 0; epoch < epochs; epoch++)
      for (let row = 0; row < y.length; row++) {
        const error = y[row] - this.probability(X, row);
        for (let j = 0; j < this.width; j++) this.weights[j] += (this.rate / (1 + row / 1000)) * error * X[row * this.width + j];
      }
    return this;
  }
}

interface Stump { column: number; cut: number; left: number; right: number }

function boost(X: Float64Array, y: Float64Array, model: Logistic, rounds: number) {
  const width = model.width, residual = Float64Array.from(y, (value, row) => value - model.probability(X, row));
  const stumps: Stump[] = [];
  for (let round = 0; round < rounds; round++) {
    let best: Stump | null = null, most = 0;
    for (let column = 0; column < width; column++)
      for (const cut of [-1, -0.5, 0, 0.5, 1]) {
        let left = 0, lefts = 0, right = 0;
        for (let row = 0; row < y.length; row++)
          if (X[row * width + column] <= cut) { left += residual[row]; lefts++; } else right += residual[row];
        const gain = (left * left) / (lefts || 1) + (right * right) / (y.length - lefts || 1);
        if (gain > most) { most = gain; best = { column, cut, left: (0.3 * left) / (lefts || 1), right: (0.3 * right) / (y.length - lefts || 1) }; }
      }
    if (best === null) break;
    stumps.push(best);
    for (let row = 0; row < y.length; row++) residual[row] -= X[row * width + best.column] <= best.cut ? best.left : best.right;
  }
  return stumps;
}
`.trim();

const features = `
const columnNames = raw.schema.fields.map(field => String(field.name)).filter(name => name !== 'wanted');
const columns = columnNames.map(name => raw.getChild(name)!.toArray() as Float64Array);
const y = raw.getChild('wanted')!.toArray() as Float64Array;
const width = columns.length * 2 + 1;
const X = new Float64Array(raw.numRows * width);
let clipped = 0;
for (let pass = 0; pass < 48; pass++) {
  clipped = 0;
  for (let row = 0; row < raw.numRows; row++) {
    X[row * width] = 1;
    for (let j = 0; j < columns.length; j++) {
      let value = columns[j][row];
      if (Math.abs(value) > 2.5) { value = Math.sign(value) * 2.5; clipped++; }
      X[row * width + 1 + j] = value;
      X[row * width + 1 + columns.length + j] = value * columns[(j + 1) % columns.length][row];
    }
  }
}
`.trim();

const predict = `
let right = 0;
for (let row = 0; row < y.length; row++) {
  let p = model.probability(X, row);
  for (const stump of stumps) p += X[row * width + stump.column] <= stump.cut ? stump.left : stump.right;
  if (p > 0.5 === (y[row] === 1)) right++;
}
console.log((right / y.length).toFixed(5), clipped, stumps.length);
`.trim();
