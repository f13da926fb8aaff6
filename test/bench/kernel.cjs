// Runs a notebook's code cells in tslab's own executor, in one process; prints what they print, then {"seconds", "text"} of the cells alone.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { createConverter } = require('tslab/dist/converter');
const { createExecutor } = require('tslab/dist/executor');

async function main(notebook) {
  process.chdir(path.dirname(notebook));
  const cells = JSON.parse(readFileSync(notebook, 'utf8')).cells.filter(cell => cell.cell_type === 'code');
  const node = createConverter();
  const convs = { node, browser: node, close: () => node.close() };
  const executor = createExecutor(process.cwd(), convs, console);
  await executor.execute('let kernelIsUp = true');
  const printed = [];
  console.log = (...parts) => {
    printed.push(parts.join(' '));
  };
  const began = performance.now();
  for (const { source } of cells) if (!(await executor.execute([source].flat().join('')))) throw new Error(`a cell failed: ${source}`);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`${JSON.stringify({ seconds, text: printed.join('\n') })}\n`);
  executor.close();
  process.exit(0);
}

main(process.argv[2]);
