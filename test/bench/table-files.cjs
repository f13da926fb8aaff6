/** Times of ours for a table file: table-files.cjs write <arrow> <parquet> | read <parquet>. Prints milliseconds, the library's loading with them. */
const { readArrow, readParquet, writeParquet } = require('../../dist/client/index.js');

async function main() {
  const [task, from, to] = process.argv.slice(2);
  const table = task === 'write' ? await readArrow(from) : null;
  const began = performance.now();
  if (table === null) await readParquet(from);
  else await writeParquet(table, to);
  console.log(performance.now() - began);
}

void main();
