import { findGarbage, removeGarbage, type Garbage } from '../metadata/collect-garbage';
import { openReader } from '../metadata/local-reader';
import type { Command } from './command';
import { count, formatBytes } from './format-amounts';
import { storeHere } from './open-store';
import { parseArguments } from './parse-arguments';

/** Removes values that no run refers to. */
export const command: Command = {
  summary: 'remove stored values that no run refers to',
  usage: `headwater gc [Flow…] [--dry-run] [--json]

A flow with a run that is going on is left alone, and so is a value younger than an hour: its run may still be writing its records.

  --dry-run   only say what would be removed
  --json      a list of { flow, blobs, bytes, tooYoung, running }`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } }
  });
  const root = storeHere();
  const flows = positionals.length > 0 ? positionals : openReader(root).flows();
  const found = flows.map(flow => findGarbage(root, flow, Date.now()));
  if (!values['dry-run']) found.forEach(removeGarbage);
  const dryRun = values['dry-run'];
  if (values.json) process.stdout.write(`${JSON.stringify(found.map(summary), null, 2)}\n`);
  else process.stdout.write(found.map(each => `${line(each, dryRun)}\n`).join('') + total(found, dryRun));
  return 0;
}

function summary({ flow, blobs, bytes, tooYoung, running }: Garbage): Omit<Garbage, 'paths' | 'foundAt'> {
  return { flow, blobs, bytes, tooYoung, running };
}

function line(garbage: Garbage, dryRun: boolean): string {
  const { flow, blobs, bytes, tooYoung, running } = garbage;
  if (running !== null) return `${flow}: left alone, run ${running} is going on`;
  const young = tooYoung === 0 ? '' : `; ${count(tooYoung, 'unused value')} younger than an hour left`;
  return `${flow}: ${count(blobs, 'unused value')} ${dryRun ? 'to remove' : 'removed'}, ${formatBytes(bytes)}${young}`;
}

function total(found: readonly Garbage[], dryRun: boolean): string {
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
  return `${dryRun ? 'Would free' : 'Freed'} ${formatBytes(bytes)}\n`;
}
