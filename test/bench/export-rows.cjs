/**
 * What `exportRows` holds in memory while it writes, and how fast it is beside parquetjs-lite alone with the same rows and schema:
 * node test/bench/export-rows.cjs [millions of rows]. Prints the heap after each fifth, and processor time in pairs.
 */
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

/** Seconds of processor time: others on this machine count less. */
async function cost(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function ours() {
  const { bytes } = await exportRows(file, { id: 'integer', name: 'string', score: 'number', at: 'date', ok: 'boolean' }, rows());
  return bytes;
}

/** The library by itself: it checks nothing, and waits for no write. */
async function library() {
  const { ParquetSchema, ParquetWriter } = require('parquetjs-lite');
  const types = { id: 'INT64', name: 'UTF8', score: 'DOUBLE', at: 'TIMESTAMP_MILLIS', ok: 'BOOLEAN' };
  const fields = Object.entries(types).map(([name, type]) => [name, { type, optional: true, compression: 'SNAPPY', statistics: false }]);
  const options = { rowGroupSize: 32_768, useDataPageV2: false, pageIndex: false };
  const writer = await ParquetWriter.openFile(new ParquetSchema(Object.fromEntries(fields)), file, options);
  for (const row of rows()) await writer.appendRow(row);
  await writer.close();
}

async function main() {
  const pairs = [];
  for (let round = 0; round < 3; round += 1) {
    console.log(`exportRows, round ${round + 1}`);
    const own = await cost(ours);
    say(total);
    console.log('parquetjs-lite alone');
    const alone = await cost(library);
    pairs.push(own / alone);
    console.log(`exportRows ${speed(own)}, the library alone ${speed(alone)}: ${(own / alone).toFixed(2)} times its processor time`);
  }
  console.log(`median ${pairs.sort((a, b) => a - b)[1].toFixed(2)}`);
  rmSync(file);
}

function speed(seconds) {
  return `${Math.round(total / seconds).toLocaleString('en')} rows/s`;
}

void main();
