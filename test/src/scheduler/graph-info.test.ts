import { describe, expect, it } from 'vitest';
import { edgeOf } from '../../../src/graph/edge';
import type { Edge, FlowGraph, StepNode } from '../../../src/graph/flow-graph';
import { planRun } from '../../../src/run/run-plan';
import { graphInfo, storedSteps } from '../../../src/scheduler/graph-info';

function step(name: string, position: number, kind: StepNode['kind'] = 'linear'): StepNode {
  return { name, title: null, position, kind, cells: [], settings: {}, reads: [], writes: [] };
}

function edge(from: string, to: string): Edge {
  return edgeOf(from, to, [{ name: 'x', kind: 'variable', evidence: 'inferred', cell: null, range: null, run: null }]);
}

function graphOf(steps: readonly StepNode[], edges: readonly Edge[]): FlowGraph {
  return { flow: 'F', language: 'typescript', steps, edges, parameters: [], setup: [], facts: [], diagnostics: [] };
}

function shape(graph: FlowGraph): Record<string, string> {
  const plan = planRun(graph, [], { maxWorkers: 1, serial: false });
  return Object.fromEntries(storedSteps(graph, plan).map(each => [each.name, `${each.type} -> ${each.next.join(',')}`]));
}

/** Types as Metaflow's `FlowGraph` gives them: METAFLOW-STORE format, section 7. */
describe('the stored graph', () => {
  it('leads from a recorded first step through a chain to a recorded last one', () => {
    expect(shape(graphOf([step('a', 0), step('b', 1)], [edge('a', 'b')]))).toEqual({
      start: 'start -> a',
      a: 'linear -> b',
      b: 'linear -> end',
      end: 'end -> '
    });
  });

  it('shows a diamond as a split and a join, and steps without inputs as branches of the first step', () => {
    const edges = [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')];
    expect(shape(graphOf([step('a', 0), step('b', 1), step('c', 2), step('d', 3), step('e', 4)], edges))).toEqual({
      start: 'split-static -> a,e',
      a: 'split-static -> b,c',
      b: 'linear -> d',
      c: 'linear -> d',
      d: 'join -> end',
      e: 'linear -> end',
      end: 'end -> '
    });
  });

  it('shows a foreach as three steps', () => {
    expect(shape(graphOf([step('a', 0), step('t', 1, 'foreach'), step('b', 2)], [edge('a', 't'), edge('t', 'b')]))).toEqual({
      start: 'start -> a',
      a: 'linear -> t_split',
      t_split: 'split-foreach -> t',
      t: 'linear -> t_join',
      t_join: 'join -> b',
      b: 'linear -> end',
      end: 'end -> '
    });
  });

  it("moves the recorded steps aside for the user's own start and end", () => {
    const graph = graphOf([step('start', 0), step('end', 1)], [edge('start', 'end')]);
    expect(shape(graph)).toEqual({
      headwater_start: 'start -> start',
      start: 'linear -> end',
      end: 'linear -> headwater_end',
      headwater_end: 'end -> '
    });
    const info = graphInfo(graph, planRun(graph, [], { maxWorkers: 1, serial: false }), '/n.ipynb');
    expect(info).toMatchObject({ start_step: 'headwater_start', end_step: 'headwater_end' });
  });
});
