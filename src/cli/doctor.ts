import type { Command } from './command';
import { examineNode } from './doctor/examine-node';
import { examinePlace } from './doctor/examine-place';
import { examinePython } from './doctor/examine-python';
import type { Finding } from './doctor/finding';
import { parseArguments } from './parse-arguments';
import { styled, terminalOf, type Terminal } from './terminal';

/** Says what this machine has of what Headwater needs, and how to get the rest. */
export const command: Command = {
  summary: 'say what is missing on this machine and how to get it',
  usage: `headwater doctor [--json]

  --json   { "ok": boolean, "findings": [{ "name", "status": "ok" | "missing" | "optional", "found", "hint" }] }

Ends with status 2 when something that every flow needs is missing.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArguments({ args: [...args], options: { json: { type: 'boolean' } } });
  const findings = [...examineNode(), ...examinePython(), ...examinePlace(process.cwd())];
  const healthy = findings.every(each => each.status !== 'missing');
  process.stdout.write(
    values.json === true ? `${JSON.stringify({ ok: healthy, findings })}\n` : report(findings, terminalOf(process.stdout))
  );
  return healthy ? 0 : 2;
}

function report(findings: readonly Finding[], terminal: Terminal): string {
  const width = Math.max(...findings.map(each => each.name.length));
  const lines = findings.map(each => line(each, width, terminal));
  return `${lines.join('\n')}\n\n${verdict(findings)}\n`;
}

function line({ name, status, found, hint }: Finding, width: number, terminal: Terminal): string {
  const mark = { ok: styled('green', '✓', terminal), missing: styled('red', '✗', terminal), optional: styled('yellow', '–', terminal) }[
    status
  ];
  const advice = hint === null ? '' : `\n  ${' '.repeat(width)}  ${hint}`;
  return `${mark} ${name.padEnd(width)}  ${found}${advice}`;
}

function verdict(findings: readonly Finding[]): string {
  const names = findings.filter(each => each.status === 'missing').map(each => each.name);
  return names.length === 0 ? 'Ready to run flows.' : `Missing: ${names.join(', ')}.`;
}
