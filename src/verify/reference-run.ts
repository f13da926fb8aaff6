import { HeadwaterError } from '../errors';
import { controlOfStep } from '../scheduler/run-control';
import type { Description, VariableDescription } from '../task/describe/description';
import type { Control } from '../task/protocol';
import { errorLine, type Reference, type ReferenceFailure, type ReferenceStep, type ScratchTrace } from './reference';
import type { ReferenceCell } from './reference-cells';
import { openKernel, type KernelUse, type ReferenceKernel } from './reference-kernel';
import type { Telling } from './telling';

/** How a reference run is made. */
export interface ReferenceOrder {
  readonly cells: readonly ReferenceCell[];
  readonly control: Control;
  /** Names that are not compared: imports. */
  readonly without: readonly string[];
  /** Variables are also looked at around each scratch cell. */
  readonly traceScratch: boolean;
  readonly telling: Telling;
}

/**
 * Runs cells in a fresh kernel, one after the other, and looks at every variable after each step.
 * @throws HeadwaterError HW363 when the kernel refuses a cell, or one outside of the steps fails; HW361, HW362, HW367 when the kernel cannot be used
 */
export async function runReference(use: KernelUse, order: ReferenceOrder): Promise<Reference> {
  const startedAt = performance.now();
  order.telling.doing(`starting the kernel ${use.spec.name}`);
  const kernel = await openKernel(use);
  order.telling.done(`kernel ${use.spec.name} is up (${seconds(performance.now() - startedAt)})`);
  try {
    return await new ReferenceRun(kernel, order).run();
  } finally {
    kernel.close();
  }
}

/** `0.3 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

class ReferenceRun {
  private readonly steps: ReferenceStep[] = [];
  private readonly scratch: ScratchTrace[] = [];
  private readonly failed: { cell: string; index: number; message: string }[] = [];
  private failure: ReferenceFailure | null = null;
  private readonly described = new Map<string, VariableDescription>();
  private elapsed = 0;
  private step: { readonly name: string; elapsed: number; stdout: string } | null = null;

  private readonly kernel: ReferenceKernel;
  private readonly order: ReferenceOrder;

  constructor(kernel: ReferenceKernel, order: ReferenceOrder) {
    this.kernel = kernel;
    this.order = order;
  }

  async run(): Promise<Reference> {
    const { cells, control } = this.order;
    await this.kernel.control(control, false);
    for (const [index, cell] of cells.entries()) {
      this.order.telling.doing(`kernel: cell ${cell.index + 1}${cell.step === null ? '' : ` of step ${cell.step}`}`);
      if (cell.isScratch) await this.runScratch(cell);
      else await this.runCell(cell);
      if (this.failure !== null) break;
      if (this.step !== null && cells.slice(index + 1).find(each => !each.isScratch)?.step !== this.step.name) await this.endStep();
    }
    const { steps, failure, scratch, failed, elapsed } = this;
    return { steps, failure, scratch, failed, elapsed };
  }

  private async runCell(cell: ReferenceCell): Promise<void> {
    const { control } = this.order;
    const begins = cell.step !== null && this.step === null;
    if (begins) await this.beginStep(cell.step ?? '');
    const own = cell.step === null ? control : controlOfStep(control, cell.step);
    // Cells of one step go on with one stream of random numbers; a foreach is watched for in its own cell only.
    if (begins || cell.hasForeach) await this.kernel.control(own, cell.hasForeach);
    const { ok, error, elapsed } = await this.kernel.run(cell.source, `Cell ${cell.index + 1}`);
    this.elapsed += elapsed;
    if (this.step !== null) this.step.elapsed += elapsed;
    if (!ok) await this.fail(cell, error);
  }

  /** What the kernel's compiler refuses has not run at all; a flow does not ask it. */
  private async fail(cell: ReferenceCell, error: string): Promise<void> {
    const said = await this.saidByFailed(error);
    const isProof = this.step !== null && !isRefused(said);
    if (!isProof && !this.order.traceScratch) throw cellFailed(cell, said, this.failed);
    this.failure = { step: cell.step ?? '', index: cell.index, said };
  }

  private async runScratch(cell: ReferenceCell): Promise<void> {
    const before = this.order.traceScratch ? await this.describe() : null;
    await this.takeOutput();
    const { ok, error } = await this.kernel.run(cell.source, `Cell ${cell.index + 1}`);
    if (!ok) this.failed.push({ cell: cell.cell, index: cell.index, message: errorLine(await this.saidByFailed(error)) });
    else await this.kernel.output();
    if (before !== null) this.scratch.push({ index: cell.index, before, after: await this.describe() });
  }

  private async saidByFailed(error: string): Promise<string> {
    // After an error tslab drops what it is sent for 200 ms.
    await new Promise(resolve => setTimeout(resolve, 300));
    const { stderr } = await this.kernel.output();
    return error === '' ? stderr : error;
  }

  private async beginStep(name: string): Promise<void> {
    await this.kernel.output();
    this.step = { name, elapsed: 0, stdout: '' };
  }

  private async takeOutput(): Promise<void> {
    const { stdout } = await this.kernel.output();
    if (this.step !== null) this.step.stdout += stdout;
  }

  private async endStep(): Promise<void> {
    if (this.step === null) return;
    await this.kernel.settle();
    await this.takeOutput();
    const { name, elapsed, stdout } = this.step;
    this.steps.push({ step: name, description: await this.describe(), stdout });
    this.order.telling.done(`kernel: step ${name} (${seconds(elapsed)})`);
    this.step = null;
  }

  /** A variable that is as it was before is kept once. */
  private async describe(): Promise<Description> {
    const { variables } = await this.kernel.describe(this.order.without);
    return { variables: variables.map(each => this.known(each)) };
  }

  private known(variable: VariableDescription): VariableDescription {
    const before = this.described.get(variable.name);
    const kept = before?.digest === variable.digest ? before : variable;
    this.described.set(variable.name, kept);
    return kept;
  }
}

/** tslab prints what its compiler has found as `3:5 - text`. */
function isRefused(said: string): boolean {
  return /^(\S+ )?\d+:\d+ - /.test(said.trim());
}

function cellFailed(cell: ReferenceCell, said: string, [scratch]: Reference['failed']): HeadwaterError {
  const before = scratch === undefined ? '' : ` (before it scratch cell ${scratch.index + 1}: ${scratch.message})`;
  return new HeadwaterError(
    'HW363',
    `Cell ${cell.index + 1} fails in the notebook's own kernel, so there is nothing to compare with: ${errorLine(said)}${before}`,
    {
      about: cell.step ?? `cell ${cell.index + 1}`,
      cell: cell.cell,
      hint: "Correct the cell until the notebook runs from top to bottom; `headwater check --types` finds what the kernel's compiler refuses."
    }
  );
}
