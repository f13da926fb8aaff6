import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { revealCell } from '../flow/reveal-cell';
import type { IFlowTracker } from '../tokens';
import { askParameters } from './ask-parameters';
import { activeStep, flowOf } from './find-flow';
import type { IFlowRuns } from './flow-runs';
import type { RunMarks } from './run-marks';
import type { StartOptions } from './run-starter';
import { tellError, tellRefusal } from './tell-run';

/** What the commands work on. */
export interface RunCommandParts {
  readonly commands: CommandRegistry;
  readonly tracker: IFlowTracker;
  readonly runs: IFlowRuns;
  readonly trans: TranslationBundle;
  /** The marks of a notebook; null when it is not open any more. */
  marksOf(flow: FlowNotebook): RunMarks | null;
}

/** Adds the commands that run and stop flows. Each works on the current notebook, or on the one at `path`. */
export function addRunCommands(parts: RunCommandParts): void {
  const { commands, tracker, runs, trans } = parts;
  const canRun = (args: ReadonlyPartialJSONObject): boolean => {
    const flow = flowOf(tracker, args);
    return flow !== null && flow.on && !runs.isBusy(flow);
  };
  const add = (id: string, label: string, isEnabled: (args: ReadonlyPartialJSONObject) => boolean, act: FlowAction): void => {
    commands.addCommand(id, { label, isEnabled, execute: args => actOn(flowOf(tracker, args), args, act) });
  };
  const hasParameters = (args: ReadonlyPartialJSONObject): boolean => (flowOf(tracker, args)?.analysis?.parameters.length ?? 0) > 0;
  const stepOf = (flow: FlowNotebook, { step }: ReadonlyPartialJSONObject): string | null =>
    typeof step === 'string' ? step : activeStep(flow, tracker.panelOf(flow));
  const hasStep = (args: ReadonlyPartialJSONObject): boolean => {
    const flow = flowOf(tracker, args);
    return flow !== null && stepOf(flow, args) !== null;
  };
  const isRunning = (args: ReadonlyPartialJSONObject): boolean => {
    const flow = flowOf(tracker, args);
    return flow !== null && runs.running(flow) !== null;
  };
  add(commandIds.runFlow, trans.__('Run Flow'), canRun, flow => start(parts, flow, {}));
  add(
    commandIds.runWithParameters,
    trans.__('Run Flow with Parameters…'),
    args => canRun(args) && hasParameters(args),
    flow => startWithParameters(parts, flow)
  );
  add(
    commandIds.runFromHere,
    trans.__('Run Flow from This Step'),
    args => canRun(args) && hasStep(args),
    (flow, args) => start(parts, flow, { from: stepOf(flow, args) })
  );
  add(commandIds.stopRun, trans.__('Stop the Run'), isRunning, flow => stop(parts, flow));
  const hasFailed = (args: ReadonlyPartialJSONObject): boolean => typeof flowOf(tracker, args)?.progress?.error?.cell === 'string';
  add(commandIds.showFailure, trans.__('Go to the Cell That Failed'), hasFailed, flow => showFailure(parts, flow));
  runs.changed.connect(() => {
    for (const id of [commandIds.runFlow, commandIds.runWithParameters, commandIds.runFromHere, commandIds.stopRun])
      commands.notifyCommandChanged(id);
  });
}

type FlowAction = (flow: FlowNotebook, args: ReadonlyPartialJSONObject) => Promise<void>;

async function actOn(flow: FlowNotebook | null, args: ReadonlyPartialJSONObject, act: FlowAction): Promise<void> {
  if (flow !== null) await act(flow, args);
}

async function start(parts: RunCommandParts, flow: FlowNotebook, options: StartOptions): Promise<void> {
  const { runs, trans } = parts;
  try {
    const started = await runs.start(flow, options);
    if (started?.type === 'nothing to resume')
      throw new Error(trans.__('There is no earlier run of this flow to take results over from: run the whole flow first.'));
    if (started?.type === 'refused') refuse(parts, flow, started.diagnostics);
  } catch (error) {
    tellError(error, trans);
  }
}

async function startWithParameters(parts: RunCommandParts, flow: FlowNotebook): Promise<void> {
  const parameters = await askParameters(flow.analysis?.parameters ?? [], parts.trans);
  if (parameters !== null) await start(parts, flow, { parameters });
}

async function stop({ runs, trans }: RunCommandParts, flow: FlowNotebook): Promise<void> {
  await runs.stop(flow).catch((error: unknown) => tellError(error, trans));
}

function refuse({ tracker, marksOf, trans }: RunCommandParts, flow: FlowNotebook, diagnostics: Parameters<typeof tellRefusal>[0]): void {
  marksOf(flow)?.showRefusal(diagnostics);
  const panel = tracker.panelOf(flow);
  const first = diagnostics.find(each => each.severity === 'error' && each.cell !== null);
  const show =
    panel === null || first === undefined ? null : () => void revealCell(panel, first.cell ?? '', first.range?.startLine ?? null);
  show?.();
  tellRefusal(diagnostics, show, trans);
}

async function showFailure({ tracker }: RunCommandParts, flow: FlowNotebook): Promise<void> {
  const panel = tracker.panelOf(flow);
  const error = flow.progress?.error ?? null;
  const cell = error?.cell ?? null;
  if (panel !== null && cell !== null) await revealCell(panel, cell, error?.range?.startLine ?? null);
}
