import { withEvidence } from '../../graph/evidence';
import type { Edge } from '../../graph/flow-graph';
import type { Progress } from '../../progress/progress-model';
import { observedEdges } from '../../run/observed-edges';
import type { RunAddress } from '../../scheduler/run-order';
import { analyseNotebookAt } from '../analyser';
import { circumstancesOf } from './circumstances';
import { placeOf } from './client-store';
import { runCode, type RunCode } from './run-code';
import type { DetailParts } from './detail-parts';
import { readRunEvents } from './run-events';
import { taskRows } from './task-rows';

/** A run of ours, from its events. */
export async function ownDetail(address: RunAddress): Promise<DetailParts> {
  const { progress, end } = readRunEvents(address);
  const code = await runCode(address);
  if (progress === null) return { steps: [], tasks: [], edges: [], error: null, circumstances: [] };
  return {
    steps: stepsOf(progress, code),
    tasks: taskRows(progress, end),
    edges: edgesOf(progress, code),
    error: end?.error ?? null,
    circumstances: circumstancesOf(placeOf(address), progress.header)
  };
}

/** The plan knows cells by their place in the notebook. */
function stepsOf({ header }: Progress, code: RunCode | null): DetailParts['steps'] {
  return header.plan.steps.map(({ name, cells }) => ({
    name,
    title: header.titles[name] ?? null,
    cells: cells.flatMap(index => code?.notebook.cells[index]?.id ?? [])
  }));
}

/** What analysis says of its code, judged by what this very run has shown. */
function edgesOf({ header, state }: Progress, code: RunCode | null): readonly Edge[] {
  if (code === null) return [];
  const { graph } = analyseNotebookAt(code.notebook, header.notebook);
  const { steps, edges } = observedEdges(state);
  return withEvidence(graph, [{ run: header.run, steps: Object.fromEntries(steps.map(each => [each.name, each])), edges }]);
}
