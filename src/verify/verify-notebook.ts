import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostic';
import { HeadwaterError } from '../errors';
import { packageRoot } from '../scheduler/entries';
import type { NotebookFile } from '../scheduler/notebook-file';
import { prepareRun } from '../scheduler/prepare-run';
import type { PreparedRun } from '../scheduler/prepared-run';
import type { RunOrder } from '../scheduler/run-order';
import type { Control } from '../task/protocol';
import { compareFailure } from './compare-failure';
import { compareSteps, type Measured } from './compare-steps';
import { runFlow, type FlowRun } from './flow-run';
import { findKernelspec } from './kernel/kernelspec';
import { referenceCells } from './reference-cells';
import type { Reference } from './reference';
import type { KernelUse } from './reference-kernel';
import { runReference, seconds, type ReferenceOrder } from './reference-run';
import { failedScratch, scratchRemarks } from './scratch-remarks';
import type { Telling } from './telling';
import type { StepReport, Verdict, VerifyReport } from './verify-report';

/** What is to be verified. */
export interface VerifyOrder {
  readonly file: NotebookFile;
  /** As for a run; its number of workers is the greater of the two that are tried. */
  readonly run: RunOrder;
  /** Milliseconds for one cell in the kernel; null for as long as it likes. */
  readonly limit: number | null;
  /** Whether to look also at what scratch cells would change. */
  readonly scratch: boolean;
  readonly telling: Telling;
  /** Ends everything that is under way. */
  readonly interrupted: AbortSignal;
}

/** Why a notebook cannot be verified: at least one of `diagnostics` is an error. */
export interface NotVerified {
  readonly refused: true;
  readonly diagnostics: readonly Diagnostic[];
}

/** Random numbers and time of both sides; any would do. */
const control: Control = { seed: 20_191_203, now: Date.UTC(2020, 0, 2, 3, 4, 5) };

/**
 * Runs a notebook in its own kernel and as a flow, with one worker and with several, and compares every variable of every step.
 * @throws HeadwaterError HW360 to HW367
 */
export async function verifyNotebook(order: VerifyOrder): Promise<VerifyReport | NotVerified> {
  const prepared = prepareRun(order.file, order.run, null);
  if ('refused' in prepared) return prepared;
  const temporary = mkdtempSync(join(tmpdir(), 'headwater-verify-'));
  const verification = new Verification(order, prepared, temporary);
  try {
    return await verification.run();
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

class Verification {
  private readonly order: VerifyOrder;
  private readonly prepared: PreparedRun;
  private readonly temporary: string;

  constructor(order: VerifyOrder, prepared: PreparedRun, temporary: string) {
    this.order = order;
    this.prepared = prepared;
    this.temporary = temporary;
  }

  async run(): Promise<VerifyReport> {
    const use = this.kernelUse();
    const reference = await this.reference(use, false);
    const flows: FlowRun[] = [];
    for (const workers of [1, Math.max(2, this.order.run.maxWorkers)]) flows.push(await this.flow(workers));
    const failed = compareFailure(reference, flows);
    const steps = [...(await this.compare(use, reference, flows)), ...(failed === null ? [] : [failed])];
    const traced = this.order.scratch && failed === null && this.hasScratch() ? await this.reference(use, true) : null;
    const { graph, diagnostics } = this.prepared;
    return {
      flow: graph.flow,
      notebook: this.order.file.path,
      kernel: use.spec.name,
      verdict: worst(steps),
      steps,
      kernelElapsed: reference.elapsed,
      flows: flows.map(({ state, elapsed, reruns }) => ({ workers: state.plan.maxWorkers, elapsed, reruns })),
      scratch: traced === null ? [] : scratchRemarks(reference, traced),
      diagnostics: [...diagnostics, ...failedScratch(traced)]
    };
  }

  private kernelUse(): KernelUse {
    const { file, limit, telling, interrupted } = this.order;
    const name = file.notebook.kernelspec ?? 'tslab';
    const folder = dirname(file.path);
    const spec = findKernelspec(name, { folder, prefixes: [join(packageRoot, '.python')], env: process.env });
    return { spec, folder, temporary: this.temporary, limit, telling, interrupted };
  }

  private async reference(use: KernelUse, withScratch: boolean): Promise<Reference> {
    this.checkInterrupted();
    const { graph, parameters } = this.prepared;
    const cells = referenceCells(this.order.file.notebook, graph, parameters, withScratch);
    const telling = withScratch ? withScratchCells(this.order.telling) : this.order.telling;
    const order: ReferenceOrder = { cells, control, without: importedNames(this.prepared), traceScratch: withScratch, telling };
    return await runReference({ ...use, telling }, order);
  }

  private async flow(workers: number): Promise<FlowRun> {
    this.checkInterrupted();
    const store = join(this.temporary, `store-${workers}`, '.metaflow');
    const { telling, interrupted } = this.order;
    const what = `flow with ${workers} worker${workers === 1 ? '' : 's'}`;
    telling.doing(what);
    const onCommit = (step: string): void => telling.doing(`${what}: step ${step} is done`);
    const run = await runFlow({ ...this.order.run, maxWorkers: workers, store, control, tags: [] }, interrupted, onCommit);
    telling.done(`${what} (${seconds(run.elapsed)})`);
    return run;
  }

  /** Only where something differs is the kernel asked a second time: what it does not agree on with itself is nobody's fault. */
  private async compare(use: KernelUse, reference: Reference, flows: readonly FlowRun[]): Promise<StepReport[]> {
    const { prepared, temporary } = this;
    const measured: Measured = {
      prepared,
      notebook: this.order.file.path,
      control,
      reference,
      flows,
      temporary,
      without: importedNames(prepared)
    };
    this.order.telling.doing('comparing');
    const compared = await compareSteps(measured, this.order.interrupted);
    this.order.telling.done('compared');
    if (compared.every(each => each.isSame)) return compared.map(each => each.report(null));
    const again = await this.reference(use, false);
    return compared.map(each => each.report(again));
  }

  private hasScratch(): boolean {
    const { graph } = this.prepared;
    const inFlow = new Set([...graph.setup, ...graph.steps.flatMap(step => step.cells)]);
    return this.order.file.notebook.cells.some(cell => cell.kind === 'code' && cell.source.trim() !== '' && !inFlow.has(cell.id));
  }

  private checkInterrupted(): void {
    if (this.order.interrupted.aborted)
      throw new HeadwaterError('HW368', 'verify was interrupted.', { hint: 'Start it again.', about: 'verify' });
  }
}

function withScratchCells({ done, doing }: Telling): Telling {
  const more = (what: string): string => `${what}, with the scratch cells`;
  return { done: what => done(more(what)), doing: what => doing(more(what)) };
}

/** Names that cells import, and types: what they mean is the module's affair. */
function importedNames({ graph }: PreparedRun): string[] {
  const written = new Set(graph.facts.flatMap(facts => facts.writes.map(each => each.name)));
  const imported = graph.facts.flatMap(facts => facts.definitions.filter(each => each.kind === 'import').map(each => each.name));
  return [...new Set(imported)].filter(name => !written.has(name));
}

function worst(steps: readonly StepReport[]): Verdict {
  if (steps.some(each => each.verdict === 'different')) return 'different';
  return steps.some(each => each.verdict === 'uncertain') ? 'uncertain' : 'same';
}
