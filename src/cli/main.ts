#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHeadwaterError } from '../errors';
import type { Command } from './command';
import { formatError } from './format-error';

/** Every subcommand, loaded only when it is asked for: a cold start must stay fast. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  run: () => import('./run.js'),
  resume: () => import('./resume.js'),
  attach: () => import('./attach.js'),
  stop: () => import('./stop.js'),
  verify: () => import('./verify.js'),
  check: () => import('./check.js'),
  graph: () => import('./graph.js'),
  explain: () => import('./explain.js'),
  propose: () => import('./propose.js'),
  tag: () => import('./tag.js'),
  untag: () => import('./untag.js'),
  doctor: () => import('./doctor.js'),
  show: () => import('./show.js'),
  logs: () => import('./logs.js'),
  card: () => import('./card.js'),
  export: () => import('./export.js'),
  runs: () => import('./runs.js'),
  rm: () => import('./rm.js'),
  gc: () => import('./gc.js'),
  du: () => import('./du.js'),
  fsck: () => import('./fsck.js'),
  types: () => import('./types.js')
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return printOverview();
  if (name === '--version' || name === '-v') return printVersion();
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`headwater: error HW501: There is no command '${name}'.\n  headwater --help lists them.\n`);
    return 2;
  }
  const { command } = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  return command.run(rest);
}

async function printOverview(): Promise<number> {
  process.stdout.write('headwater: turns a notebook into a versioned flow\n\n');
  for (const [name, load] of Object.entries(commands)) process.stdout.write(`  ${name.padEnd(10)} ${(await load()).command.summary}\n`);
  process.stdout.write('\nheadwater <command> --help says more; headwater --version.\n');
  return 0;
}

/** Every built program is two folders below `dist`, which lies beside package.json. */
function printVersion(): number {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8')) as { version: string };
  process.stdout.write(`${version}\n`);
  return 0;
}

// A reader such as `head` may go away early; what is still to be done is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main(process.argv.slice(2)).then(
  status => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(formatError(error));
    process.exitCode = isHeadwaterError(error) ? 2 : 70;
  }
);
