import { flowUsage, type FlowUsage } from '../metadata/store-usage';
import type { Command } from './command';
import { formatBytes } from './format-amounts';
import { flowsNamed, storeHere } from './open-store';
import { parseArguments } from './parse-arguments';
import { terminalOf, type Terminal } from './terminal';

/** Says what takes up the store's disk space. */
export const command: Command = {
  summary: 'say how much disk flows and runs take',
  usage: `headwater du [Flow] [--json]

Values are shared between the runs of a flow: "own" is what removing a run (and then \`headwater gc\`) would free.

  --json   a list of { flow, records, values, unused, runs: [{ run, records, values, own }] }, in bytes`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } }
  });
  const root = storeHere();
  const flows = flowsNamed(root, positionals);
  const usage = flows.map(flow => flowUsage(root, flow));
  if (values.json) process.stdout.write(`${JSON.stringify(usage, null, 2)}\n`);
  else await print(usage, positionals.length > 0, terminalOf(process.stdout));
  return 0;
}

async function print(usage: readonly FlowUsage[], withRuns: boolean, terminal: Terminal): Promise<void> {
  const { textTable } = await import('./text-table.js');
  const right = 'right' as const;
  const flows = usage.map(each => [
    each.flow,
    String(each.runs.length),
    formatBytes(each.values),
    formatBytes(each.unused),
    formatBytes(each.records)
  ]);
  const columns = [
    { title: 'flow' },
    { title: 'runs', align: right },
    { title: 'values', align: right },
    { title: 'unused', align: right },
    { title: 'records', align: right }
  ];
  process.stdout.write(textTable(columns, flows, terminal));
  if (!withRuns) return;
  const runs = usage.flatMap(each =>
    each.runs.map(found => [`${each.flow}/${found.run}`, formatBytes(found.values), formatBytes(found.own), formatBytes(found.records)])
  );
  const runColumns = [
    { title: 'run' },
    { title: 'values', align: right },
    { title: 'own', align: right },
    { title: 'records', align: right }
  ];
  process.stdout.write(`\n${textTable(runColumns, runs, terminal)}`);
}
