// Runs the function of the benchmark `recording` on the newest values, mapped by the client; prints what the call took and its result.
const path = require('node:path');

const [, , manifest, source] = process.argv;
const { Flow, namespace } = require(path.join(path.dirname(manifest), require(manifest).main));

async function main() {
  namespace(null);
  const { table, first, model } = Flow('Recording').latestRun.data;
  const values = [await table, await first, await model];
  const work = new Function(`${source}; return work;`)();
  const began = performance.now();
  const result = work(...values);
  console.log(JSON.stringify({ milliseconds: performance.now() - began, result }));
}

main();
