#!/usr/bin/env node
// Side by side with the real Metaflow, as ratios: npm run bench -- [--only <name>] [--repeat <n>]
import { parseArgs } from 'node:util';
import { missing } from './place.mjs';
import { printHeading } from './report.mjs';

const names = ['chain', 'foreach', 'cold', 'realistic', 'table', 'table-files', 'recording', 'check', 'waits', 'compare'];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, repeat: { type: 'string' } } });
const chosen = values.only ?? names;
const unknown = chosen.find(name => !names.includes(name));
const lacking = missing();
if (unknown !== undefined || lacking !== null) {
  console.error(lacking ?? `There is no benchmark '${unknown}': ${names.join(', ')}.`);
  process.exit(2);
}

printHeading(values.repeat);
let allMet = true;
for (const name of chosen) {
  const { bench, defaultRepeat } = await import(`./${name}.mjs`);
  try {
    allMet = (await bench(Number(values.repeat ?? defaultRepeat))) && allMet;
  } catch (error) {
    allMet = false;
    console.log(`| ${name} | failed: ${String(error.message).split('\n')[0].replaceAll('|', '/')} | | | | **failed** |`);
    console.error(error);
  }
}
process.exitCode = allMet ? 0 : 1;
