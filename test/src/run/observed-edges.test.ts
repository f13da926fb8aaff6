import { describe, expect, it } from 'vitest';
import { observedEdges } from '../../../src/run/observed-edges';
import type { RunPlan } from '../../../src/run/run-plan';
import type { SlotWrite } from '../../../src/task/protocol';
import { planOf, stored, Tape, write } from './simulation';

/** A value that shares its object with other variables: they are stored in one joint blob. */
function shared(key: string, ...variables: string[]): SlotWrite {
  return { kind: 'value', stored: { ...stored(key), joint: { key: `joint-${key}`, variables } } };
}

function began(plan: RunPlan): Tape {
  const tape = new Tape(plan);
  tape.begin();
  return tape;
}

describe('observedEdges', () => {
  it('leads from the step that wrote a version to each that read it, whatever was predicted', () => {
    const tape = began(planOf([{ writes: ['x'] }, { reads: ['x'] }, { reads: ['x'] }]));
    tape.finish(1, { writes: { x: write('a') } });
    tape.finish(2, { reads: { x: '0:x:a' }, writes: { x: write('b') } });
    tape.finish(3, { reads: { x: '0:x:a' } });
    tape.finish(4, { reads: { x: '1:x:b' } });
    expect(tape.of('rerun')).toHaveLength(1);
    expect(observedEdges(tape.state).edges).toEqual([
      { from: 's0', to: 's1', name: 'x', kind: 'variable' },
      { from: 's1', to: 's2', name: 'x', kind: 'variable' }
    ]);
  });

  it('says what each step read and wrote, and which of its writes hold one object', () => {
    const tape = began(planOf([{}]));
    const writes = { rows: shared('k', 'rows', 'view'), view: shared('k', 'rows', 'view'), n: write('1') };
    tape.finish(1, { reads: { 'process.env': 'absent', 'f@3.state': 'absent' }, writes });
    expect(observedEdges(tape.state).steps).toEqual([
      { name: 's0', reads: ['f', 'process.env'], writes: ['n', 'rows', 'view'], shared: [['rows', 'view']], definitions: [] }
    ]);
  });

  it('calls ambient state and files by their names, and what is only defined not an edge', () => {
    const tape = began(planOf([{ definitions: { f: 0 } }, { guess: false }]));
    const file: SlotWrite = { kind: 'file', content: 'sha1:1' };
    tape.finish(1, { writes: { 'process.env': write('e'), 'file:out/a@2.csv': file, 'folder:out': file } });
    const { slots } = tape.executes.get(2) ?? {};
    const known = Object.entries(slots ?? {}).map(([slot, version]) => [slot, version.kind === 'pending' ? '' : version.id]);
    tape.finish(2, { reads: Object.fromEntries(known) });
    const { edges, steps } = observedEdges(tape.state);
    expect(edges.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual(['ambient process.env', 'file out/a@2.csv', 'folder out']);
    expect(steps[1]).toMatchObject({ reads: ['f', 'file:out/a@2.csv', 'folder:out', 'process.env'], definitions: ['f'] });
  });

  it('does not say that a step writes what the plan has as its definition, which nobody must wait for', () => {
    const tape = began(planOf([{ definitions: { f: 0, g: 0 } }]));
    tape.finish(1, { writes: { f: { kind: 'definition', cell: 0 }, g: { kind: 'definition', cell: 3 }, n: write('1') } });
    expect(observedEdges(tape.state).steps[0]?.writes).toEqual(['g', 'n']);
  });

  it('keeps of files only those that go from one step to another, and not more than a record should hold', () => {
    const tape = began(planOf([{}, { guess: false }]));
    const paths = Array.from({ length: 500 }, (_, index) => `file:${index}.csv`);
    const content: SlotWrite = { kind: 'file', content: 'sha1:1' };
    tape.finish(1, { reads: { 'file:given.csv': 'absent' }, writes: Object.fromEntries(paths.map(path => [path, content])) });
    tape.finish(2, { reads: Object.fromEntries(paths.map(path => [path, `0:${path}:sha1:1`])), writes: { 'file:own.csv': content } });
    const { edges, steps } = observedEdges(tape.state);
    expect(edges).toHaveLength(100);
    expect(steps.map(({ reads, writes }) => [reads.length, writes.length])).toEqual([
      [0, 100],
      [100, 0]
    ]);
  });

  it('are none within a foreach: its items read what its own split wrote', () => {
    const tape = began(planOf([{ writes: ['x'] }, { kind: 'foreach', writes: ['r'] }]));
    tape.finish(1, { writes: { x: write('a') } });
    tape.finish(2, { reads: {}, writes: { y: write('s') }, items: [{ stored: stored('i0'), text: '0' }] });
    tape.finish(3, { reads: { x: '0:x:a', y: '1s:y:s' }, result: stored('r0') });
    tape.finish(4, { reads: { y: '1s:y:s' }, writes: { r: write('r') } });
    expect(tape.state.status).toBe('successful');
    expect(observedEdges(tape.state).edges).toEqual([{ from: 's0', to: 's1', name: 'x', kind: 'variable' }]);
  });

  it('know nothing of a step that failed, whether the run goes on or not', () => {
    const failed = began(planOf([{ writes: ['x'] }, { reads: ['x'] }]));
    failed.finish(1, { writes: { x: write('a') } });
    failed.fail(2, { reads: { x: '0:x:a' } });
    expect(observedEdges(failed.state)).toMatchObject({ steps: [{ name: 's0' }], edges: [] });
  });
});
