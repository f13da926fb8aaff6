import type { Difference, ScratchRemark, StepReport, Verdict, VerifyReport } from '../verify/verify-report';
import { count } from './format-amounts';
import { styled, type Terminal } from './terminal';
import { textTable } from './text-table';

/** What `headwater verify` has found, for people. */
export function formatVerify(report: VerifyReport, terminal: Terminal): string {
  const parts = [
    `${styled('bold', report.flow, terminal)} ${styled('dim', `against the kernel ${report.kernel}`, terminal)}\n`,
    stepTable(report.steps, terminal),
    ...report.steps.flatMap(step => remarksOf(step, terminal)),
    ...report.scratch.map(remark => scratchText(remark, terminal)),
    ...report.diagnostics
      .filter(each => each.severity === 'warning' || each.code === 'HW366')
      .map(each => `  ${each.code} ${each.message}\n`),
    timing(report),
    `${verdictText(report.verdict, terminal)}\n`
  ];
  return parts.filter(each => each !== '').join('\n');
}

const signs: Readonly<Record<Verdict, string>> = { same: '✓', uncertain: '~', different: '✗' };
const colors = { same: 'green', uncertain: 'yellow', different: 'red' } as const;

function stepTable(steps: readonly StepReport[], terminal: Terminal): string {
  const rows = steps.map(({ step, verdict, variables, differences, uncertain, notStored }) => [
    styled(colors[verdict], signs[verdict], terminal),
    step,
    String(variables),
    [
      ...(differences.length === 0 ? [] : [`${differences.length} different`]),
      ...(uncertain.length === 0 ? [] : [`${uncertain.length} uncertain`]),
      ...(notStored.length === 0 ? [] : [`not stored: ${notStored.join(', ')}`])
    ].join(', ')
  ]);
  return textTable([{ title: '' }, { title: 'step' }, { title: 'variables', align: 'right' }, { title: '' }], rows, terminal);
}

function remarksOf({ step, verdict, failure, differences, uncertain }: StepReport, terminal: Terminal): string[] {
  const [first] = differences;
  const others = differences.slice(1).map(each => each.variable);
  const more = others.length === 0 ? '' : `     also ${others.join(', ')}\n`;
  const unsteady = uncertain.map(each => `  ~  ${step}: ${each.path} is another each time the kernel runs\n`).join('');
  return [
    failure === null || verdict !== 'same' ? '' : endText(step, failure),
    first === undefined ? '' : differenceText(step, first, terminal) + more,
    unsteady
  ];
}

function endText(step: string, { message, caught }: NonNullable<StepReport['failure']>): string {
  const how = caught ? 'which the flow catches' : 'as in the flow';
  return `  ${step} ends in the kernel with an error, ${how}: ${message}\n  No later step is compared.\n`;
}

function differenceText(step: string, { path, kernel, flow, workers }: Difference, terminal: Terminal): string {
  const head = `  ${styled('red', '✗', terminal)}  ${step}: ${styled('bold', path, terminal)}\n`;
  return `${head}     kernel  ${kernel}\n     flow    ${flow}   (${count(workers, 'worker')})\n`;
}

function scratchText(remark: ScratchRemark, terminal: Terminal): string {
  const { step, path, cell } = remark;
  const who = cell === null ? 'the scratch cells' : `scratch cell ${cell}`;
  const head = `  ${styled('yellow', '!', terminal)}  If ${who} ran too, ${step} would have another ${styled('bold', path, terminal)}\n`;
  return `${head}     without  ${remark.without}\n     with     ${remark.with}\n`;
}

function timing({ kernelElapsed, flows }: VerifyReport): string {
  const text = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
  const each = flows.map(
    ({ workers, elapsed, reruns }) =>
      `flow with ${count(workers, 'worker')} ${text(elapsed)} (${(elapsed / Math.max(1, kernelElapsed)).toFixed(1)} ×${reruns === 0 ? '' : `, ${count(reruns, 'task')} run again`})`
  );
  return `  cells in the kernel ${text(kernelElapsed)}, ${each.join(', ')}\n`;
}

function verdictText(verdict: Verdict, terminal: Terminal): string {
  const texts = {
    same: 'The flow gives what the kernel gives.',
    uncertain: 'The flow gives what the kernel gives, as far as the kernel agrees with itself.',
    different: 'The flow does not give what the kernel gives.'
  };
  return styled(colors[verdict], texts[verdict], terminal);
}
