import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowTracker } from '../tokens';

/** The flow that a command means: that of the notebook at `path`, else the current one; null when none is open. */
export function flowOf(tracker: IFlowTracker, { path }: ReadonlyPartialJSONObject): FlowNotebook | null {
  return typeof path === 'string' ? (tracker.all.find(flow => flow.source.path === path) ?? null) : tracker.current;
}

/** Name of the step that the notebook's active cell belongs to; null outside of steps. */
export function activeStep(flow: FlowNotebook, panel: NotebookPanel | null): string | null {
  const id = panel?.content.activeCell?.model.id;
  return id === undefined ? null : (flow.analysis?.steps.find(step => step.cells.includes(id))?.name ?? null);
}
