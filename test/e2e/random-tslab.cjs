/**
 * tslab's own two halves, apart. `node random-tslab.cjs convert`: JSON lines `{ id, cells }` in, `{ id, cells }` out, each cell what tslab's
 * converter makes of it after those before it. The value of a last expression is not printed: it is a display, no text.
 * `node random-tslab.cjs execute`: one JSON line `{ folder, cells }` in; tslab's executor runs the converted cells in this fresh process;
 * `{ cells: [{ ok, stdout, stderr }] }` goes to descriptor 3.
 */
const { writeSync } = require('node:fs');
const { createInterface } = require('node:readline');

const modes = { convert, execute };
modes[process.argv[2]]();

function convert() {
  const { createConverter } = require('tslab/dist/converter.js');
  const converter = createConverter({ isJS: false, isBrowser: false });
  createInterface({ input: process.stdin })
    .on('line', line => {
      const { id, cells } = JSON.parse(line);
      process.stdout.write(`${JSON.stringify({ id, cells: convertCells(converter, cells) })}\n`);
    })
    .on('close', () => process.exit(0));
}

/** What a first cell is converted to depends on nothing else, and random notebooks share theirs. */
const first = new Map();

function convertCells(converter, sources) {
  let declared = '';
  return sources.map((source, index) => {
    const converted = (index === 0 ? first.get(source) : undefined) ?? converter.convert(declared, source);
    if (index === 0) first.set(source, converted);
    declared = converted.diagnostics.length > 0 ? declared : (converted.declOutput ?? '');
    return { ...converted, sideOutputs: undefined, declOutput: undefined, diagnostics: converted.diagnostics };
  });
}

function execute() {
  const { createExecutor } = require('tslab/dist/executor.js');
  let text = '';
  process.stdin.on('data', chunk => (text += chunk));
  process.stdin.on('end', () => {
    const { folder, cells } = JSON.parse(text);
    process.chdir(folder);
    const waiting = [...cells];
    const node = { convert: () => ({ ...waiting.shift(), lastExpressionVar: undefined }), close: () => undefined };
    void run(createExecutor(folder, { node }, console), cells.length).then(results => {
      writeSync(3, JSON.stringify({ cells: results }));
      process.exit(0);
    });
  });
}

/** Until one fails, as a notebook that is run as a whole stops there. */
async function run(executor, count) {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    process[name].write = chunk => {
      printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    };
  const results = [];
  for (let cell = 0; cell < count; cell++) {
    Object.assign(printed, { stdout: '', stderr: '' });
    const ok = await executor.execute('0');
    results.push({ ok, ...printed });
    if (!ok) break;
  }
  return results;
}
