// Opens the newest table with the client in a fresh process; prints what that took, first with and then without loading libraries.
const path = require('node:path');

const manifest = process.argv[2];
const { Flow, namespace } = require(path.join(path.dirname(manifest), require(manifest).main));

async function main() {
  namespace(null);
  const first = await open('small', 3);
  const { milliseconds, resident } = await open('table', 10_000_000);
  console.log(JSON.stringify({ first: first.milliseconds, milliseconds, resident }));
}

async function open(name, rows) {
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const table = await Flow('Table').latestRun.data[name];
  const value = table.getChild('a').get(0);
  const milliseconds = performance.now() - began;
  if (table.numRows !== rows || !(value >= 0)) throw new Error(`opened ${table.numRows} rows`);
  return { milliseconds, resident: process.memoryUsage().rss - before };
}

main();
