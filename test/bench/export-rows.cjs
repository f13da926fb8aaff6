/** What `exportRows` holds in memory while it writes: node test/bench/export-rows.cjs [millions of rows]. Prints the heap after each fifth. */
const { rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { exportRows } = require('../../dist/client/index.js');

const total = Number(process.argv[2] ?? 1) * 1e6;
const file = path.join(tmpdir(), `headwater-rows-${process.pid}.parquet`);

function* rows() {
  for (let id = 0; id < total; id += 1) {
    if (id % (total / 5) === 0) say(id);
    yield { id, name: `row ${id % 1000}`, score: Math.sin(id), at: new Date(id * 1000), ok: id % 3 === 0 ? null : true };
  }
}

function say(count) {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  console.log(`${String(count).padStart(9)} rows  heap ${(heapUsed / 1e6).toFixed(0)} MB  process ${(rss / 1e6).toFixed(0)} MB`);
}

async function main() {
  const started = performance.now();
  const columns = { id: 'integer', name: 'string', score: 'number', at: 'date', ok: 'boolean' };
  const { bytes } = await exportRows(file, columns, rows());
  say(total);
  console.log(`${(bytes / 1e6).toFixed(1)} MB in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  rmSync(file);
}

void main();
