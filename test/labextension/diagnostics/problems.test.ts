import { beforeEach, describe, expect, it } from 'vitest';
import { Problems } from '../../../labextension/src/diagnostics/problems';
import { FlowNotebook } from '../../../labextension/src/flow/flow-notebook';
import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';
import { FakeServer, FakeSource } from '../flow/fake-editor';
import { FakeRoles, roleCell } from '../steps/role-cells';

let problems: Problems;

beforeEach(async () => {
  const server = new FakeServer();
  const flow = new FlowNotebook(new FakeSource('a', 'b', 'c'), server, { pause: 0 });
  problems = new Problems(flow, new FakeRoles(['c0', 'c1', 'c2'].map(id => roleCell(id))));
  flow.turn(true);
  const found = [
    problem('c2', 'warning', 0, true),
    problem('c2', 'error', 4, true),
    problem(null, 'info', null, false),
    problem('c0', 'error', 1, false)
  ];
  server.questions.shift()?.answer({ flow: 'F', steps: [], edges: [], diagnostics: found, proposals: [], limits: null });
  await new Promise(resolve => setTimeout(resolve, 0));
});

describe('Problems', () => {
  it('are in notebook order, the notebook’s own first; those of a cell by severity', () => {
    expect(problems.all.map(each => each.cell)).toEqual([null, 'c0', 'c2', 'c2']);
    expect(problems.of('c2').map(each => each.severity)).toEqual(['error', 'warning']);
    expect(problems.of('c1')).toEqual([]);
  });

  it('lead from cell to cell, round the end', () => {
    expect(problems.cellAfter('c0', 1)).toBe('c2');
    expect(problems.cellAfter('c2', 1)).toBe('c0');
    expect(problems.cellAfter('c1', -1)).toBe('c0');
    expect(problems.cellAfter('c0', -1)).toBe('c2');
  });

  it('are fixed at the cursor’s line, else the worst of the cell, else that of the next cell that has a fix', () => {
    expect(problems.fixable('c2', 0)?.severity).toBe('warning');
    expect(problems.fixable('c2', null)?.severity).toBe('error');
    expect(problems.fixable('c0', null)?.cell).toBe('c2');
  });
});

function problem(cell: string | null, severity: DiagnosticWithFixes['severity'], line: number | null, fixed: boolean): DiagnosticWithFixes {
  const range = line === null ? null : { startLine: line, startColumn: 0, endLine: line, endColumn: 1 };
  return { code: 'HW1', severity, cell, range, message: '', hint: '', about: null, fixes: fixed ? [{ title: 'Mend', changes: [] }] : [] };
}
