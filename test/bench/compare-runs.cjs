// Compares the last runs three times in one process and prints milliseconds of each round, its output included.
const { Flow, compare, namespace } = require('headwater');

compareRuns(Number(process.argv[2]));

async function compareRuns(count) {
  namespace(null);
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now();
    const comparison = await compare(Flow('Sweep').runs({ last: count }), { by: ['lr', 'depth'] });
    const best = comparison.best.id;
    comparison[Symbol.for('Jupyter.display')]();
    process.stdout.write(`${comparison.runs.length} ${best} ${performance.now() - began}\n`);
  }
}
