// Opens the newest table with the client in a fresh process; prints the time and how much memory it took for itself.
const path = require('node:path');

const manifest = process.argv[2];
const { Flow, namespace } = require(path.join(path.dirname(manifest), require(manifest).main));

async function main() {
  namespace(null);
  const before = process.memoryUsage();
  const began = performance.now();
  const table = await Flow('Table').latestRun.data.table;
  const first = table.getChild('a').get(0);
  const milliseconds = performance.now() - began;
  const after = process.memoryUsage();
  if (table.numRows !== 10_000_000 || !(first >= 0)) throw new Error(`opened ${table.numRows} rows`);
  console.log(JSON.stringify({ milliseconds, copied: after.rss - before.rss }));
}

main();
