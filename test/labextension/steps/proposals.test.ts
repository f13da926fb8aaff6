import { beforeEach, describe, expect, it } from 'vitest';
import { FlowNotebook } from '../../../labextension/src/flow/flow-notebook';
import { Proposals } from '../../../labextension/src/steps/proposals';
import { FakeServer, FakeSource } from '../flow/fake-editor';
import { FakeRoles, roleCell } from './role-cells';

let server: FakeServer;
let flow: FlowNotebook;
let roles: FakeRoles;
let proposals: Proposals;

const offered = [
  { cell: 'c0', tag: 'parameters', why: 'literals' },
  { cell: 'c1', tag: 'step:load', why: 'a heading' },
  { cell: 'c2', tag: 'step:load', why: 'a heading' },
  { cell: 'c3', tag: null, why: 'it only shows' }
];

beforeEach(async () => {
  server = new FakeServer();
  flow = new FlowNotebook(new FakeSource('let a = 1', 'a', 'a', 'a'), server, { pause: 0 });
  roles = new FakeRoles(['c0', 'c1', 'c2', 'c3'].map(id => roleCell(id)));
  proposals = new Proposals(flow, roles);
  flow.turn(true);
  await answer(offered);
});

describe('Proposals', () => {
  it('are open for all cells, and count those that get a tag and the steps that they make', () => {
    expect(proposals.open.map(each => each.cell)).toEqual(['c0', 'c1', 'c2', 'c3']);
    expect(proposals.count).toEqual({ cells: 3, steps: 1 });
  });

  it('are all taken with the flow’s name', () => {
    expect(proposals.changes(null)).toEqual([
      { kind: 'tags', cell: 'c0', add: ['parameters'], remove: [] },
      { kind: 'tags', cell: 'c1', add: ['step:load'], remove: [] },
      { kind: 'tags', cell: 'c2', add: ['step:load'], remove: [] },
      { kind: 'notebook', settings: { flow: 'Houses' } }
    ]);
  });

  it('leave a name that the notebook has, other settings, and settings that are no object', () => {
    roles.settings = { flow: 'Mine' };
    expect(proposals.changes('c0')).toHaveLength(1);
    roles.settings = { parallel: false };
    expect(proposals.changes('c0').at(-1)).toEqual({ kind: 'notebook', settings: { parallel: false, flow: 'Houses' } });
    roles.settings = 'text';
    expect(proposals.changes('c0')).toHaveLength(1);
  });

  it('stay open for the rest when one was taken, though the server makes none any more, and open again after an undo', async () => {
    const cells = roles.cells;
    roles.set([roleCell('c0', ['parameters']), ...cells.slice(1)]);
    await answer([]);
    expect(proposals.open.map(each => each.cell)).toEqual(['c1', 'c2', 'c3']);
    roles.set(cells);
    expect(proposals.open.map(each => each.cell)).toEqual(['c0', 'c1', 'c2', 'c3']);
  });

  it('are refused one by one or all at once, until Flow is turned on again', async () => {
    proposals.refuse('c1');
    expect(proposals.count).toEqual({ cells: 2, steps: 1 });
    proposals.refuse(null);
    expect(proposals.open).toEqual([]);
    expect(proposals.changes(null)).toEqual([]);
    flow.turn(false);
    flow.turn(true);
    await answer(offered);
    expect(proposals.count.cells).toBe(3);
  });

  it('are gone when no cell would get a tag', () => {
    for (const cell of ['c0', 'c1', 'c2']) proposals.refuse(cell);
    expect(proposals.open).toEqual([]);
  });
});

async function answer(given: readonly object[]): Promise<void> {
  if (server.questions.length === 0) void flow.analyse();
  server.questions.shift()?.answer({ flow: 'Houses', steps: [], edges: [], diagnostics: [], proposals: given, limits: null });
  await new Promise(resolve => setTimeout(resolve, 0));
}
