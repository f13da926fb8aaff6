import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { interleave } from './measure.mjs';
import { headwater, makePlace, packageRoot, python, timed, writeFlow, writeNotebook } from './place.mjs';
import { printLine } from './report.mjs';

export const defaultRepeat = 3;
const rows = 10_000_000;
const tableBytes = rows * 4 * 8;

/** An Arrow table of 10 million rows × 4 float64: persisted (from the last statement to the published task), opened, and its memory. */
export async function bench(repeat) {
  const place = makePlace();
  const peaks = [];
  const opened = { ours: [], theirs: [] };
  try {
    const samples = await interleave(repeat, {
      ours: async salt => {
        const persisted = await ours(place.folder, salt, peaks);
        opened.ours.push(await openOurs(place.folder));
        return persisted;
      },
      theirs: async salt => {
        const persisted = await theirs(place.folder, salt);
        const { stdout } = await timed(python, [path.join(packageRoot, 'test/bench/flows/table-open.py')], place.folder);
        opened.theirs.push(Number(stdout.split(' ')[0]));
        return persisted;
      }
    });
    return printTable(samples, opened, peaks);
  } finally {
    place.remove();
  }
}

function printTable(samples, opened, peaks) {
  const size = '10 M rows × 4 float64';
  const of = name => opened.ours.map(each => each[name]);
  const lines = [
    printLine({ what: `persist ${size} (Metaflow: a DataFrame)`, ...samples, unit: 'ms', compare: 'faster', aim: 10 }),
    printLine({ what: 'open it in the client', ours: of('milliseconds'), theirs: opened.theirs, unit: 'ms', compare: 'absolute', aim: 10 }),
    printLine({ what: 'memory that opening takes', ours: of('mebibytes'), unit: 'MiB', compare: 'absolute', aim: 8 }),
    printLine({
      what: 'first table of a process (loads apache-arrow)',
      ours: of('first'),
      theirs: opened.theirs,
      unit: 'ms',
      compare: 'faster',
      aim: null
    })
  ];
  const memory = peaks.map(each => each / tableBytes);
  if (peaks.length > 0)
    lines.push(
      printLine({ what: 'peak memory of the persisting task, in tables', ours: memory, unit: '×', compare: 'absolute', aim: 1.5 })
    );
  return lines.every(Boolean);
}

async function ours(folder, salt, peaks) {
  const make = [
    "import { makeVector, Table } from 'apache-arrow';",
    `let state = ${salt} >>> 0;`,
    'function column() {',
    `  const values = new Float64Array(${rows});`,
    '  let s = state;',
    `  for (let i = 0; i < ${rows}; i++) { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; values[i] = s / 4294967296 + i * 1e-12; }`,
    '  state = s;',
    '  return makeVector(values);',
    '}',
    'const table = new Table({ a: column(), b: column(), c: column(), d: column() });',
    'const small = new Table({ a: makeVector(new Float64Array(3)) });',
    'const made = Date.now();'
  ].join('\n');
  const notebook = writeNotebook(folder, 'table', [
    ['make', make],
    ['finish', 'console.log(made);']
  ]);
  const watch = watchMemory(folder);
  const { stdout } = await headwater(['run', notebook, '--json'], folder, { HEADWATER_BENCH: folder });
  peaks.push(...watch.stop());
  const { pathspec } = JSON.parse(stdout.trim().split('\n').at(-1));
  const made = Number((await headwater(['logs', `${pathspec}/finish`, '--stdout'], folder)).stdout);
  return publishedAt(path.join(folder, '.metaflow', pathspec, 'make')) - made;
}

async function theirs(folder, salt) {
  const flow = writeFlow(path.join(folder, 'python'), 'table', { salt, rows });
  await timed(python, [flow, 'run'], folder, {});
  const runs = path.join(folder, '.metaflow/TableFlow');
  const run = readdirSync(runs)
    .filter(name => /^\d+$/.test(name))
    .sort()
    .at(-1);
  const code = `from metaflow import Task, namespace\nnamespace(None)\nprint(Task('TableFlow/${run}/start/1')['made'].data)`;
  const made = Number((await timed(python, ['-c', code], folder)).stdout);
  return publishedAt(path.join(runs, run, 'start')) - made;
}

/** When the step's task was published: the time of its DONE.lock, in milliseconds. */
function publishedAt(step) {
  const task = readdirSync(step).find(name => name !== '_meta');
  return statSync(path.join(step, task, '0.DONE.lock')).mtimeMs;
}

async function openOurs(folder) {
  const script = path.join(packageRoot, 'test/bench/table-open.cjs');
  const { stdout } = await timed(process.execPath, [script, path.join(packageRoot, 'package.json')], folder);
  const { first, milliseconds, resident } = JSON.parse(stdout);
  return { first, milliseconds, mebibytes: resident / 2 ** 20 };
}

/** Follows the greatest resident memory (VmHWM) of the task processes that this folder's runs start; empty where there is no /proc. */
function watchMemory(folder) {
  const greatest = new Map();
  const timer = setInterval(() => {
    for (const [pid, bytes] of residentOf(folder)) greatest.set(pid, Math.max(bytes, greatest.get(pid) ?? 0));
  }, 25);
  return {
    stop: () => {
      clearInterval(timer);
      return greatest.size === 0 ? [] : [Math.max(...greatest.values())];
    }
  };
}

function residentOf(folder) {
  const found = [];
  for (const pid of listProcesses()) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HEADWATER_BENCH=${folder}\0`)) continue;
      const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      if (match !== null) found.push([pid, Number(match[1]) * 1024]);
    } catch {
      // A process that ended meanwhile.
    }
  }
  return found;
}

function listProcesses() {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
