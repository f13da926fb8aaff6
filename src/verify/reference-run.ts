import { HeadwaterError } from '../errors';
import { controlOfStep } from '../scheduler/run-control';
import type { Description } from '../task/describe/description';
import type { Control } from '../task/protocol';
import type { ReferenceCell } from './reference-cells';
import { openKernel, type KernelUse, type ReferenceKernel } from './reference-kernel';

/** What a step's cells left in the kernel. */
export interface ReferenceStep {
  readonly step: string;
  readonly description: Description;
  readonly stdout: string;
}

/** A scratch cell with the variables before and after it. */
export interface ScratchTrace {
  readonly index: number;
  readonly before: Description;
  readonly after: Description;
}

/** A run of cells in the notebook's own kernel. */
export interface Reference {
  readonly steps: readonly ReferenceStep[];
  /** Only of a run with scratch cells. */
  readonly scratch: readonly ScratchTrace[];
  /** Scratch cells that failed, with what the kernel said. */
  readonly failed: readonly { readonly cell: string; readonly index: number; readonly message: string }[];
  /** Milliseconds that the cells took. */
  readonly elapsed: number;
}

/** How a reference run is made. */
export interface ReferenceOrder {
  readonly cells: readonly ReferenceCell[];
  readonly control: Control;
  /** Names that are not compared: imports. */
  readonly without: readonly string[];
  /** Variables are also looked at around each scratch cell. */
  readonly traceScratch: boolean;
  readonly tell: (what: string) => void;
}

/**
 * Runs cells in a fresh kernel, one after the other, and looks at every variable after each step.
 * @throws HeadwaterError HW363 when a cell of the flow fails; HW361, HW362, HW367 when the kernel cannot be used
 */
export async function runReference(use: KernelUse, order: ReferenceOrder, onOpen: (kernel: ReferenceKernel) => void): Promise<Reference> {
  const startedAt = performance.now();
  const kernel = await openKernel(use);
  onOpen(kernel);
  order.tell(`kernel ${use.spec.name} is up (${seconds(performance.now() - startedAt)})`);
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
  private elapsed = 0;
  private step: { readonly name: string; stdout: string } | null = null;

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
      if (cell.isScratch) await this.runScratch(cell);
      else await this.runCell(cell);
      if (this.step !== null && cells.slice(index + 1).find(each => !each.isScratch)?.step !== this.step.name) await this.endStep();
    }
    const { steps, scratch, failed, elapsed } = this;
    return { steps, scratch, failed, elapsed };
  }

  private async runCell(cell: ReferenceCell): Promise<void> {
    const { control } = this.order;
    const begins = cell.step !== null && this.step === null;
    if (begins) this.step = { name: cell.step ?? '', stdout: '' };
    const own = cell.step === null ? control : controlOfStep(control, cell.step);
    // Cells of one step go on with one stream of random numbers; a foreach is watched for in its own cell only.
    if (begins || cell.hasForeach) await this.kernel.control(own, cell.hasForeach);
    const { ok, stdout, stderr, elapsed } = await this.kernel.run(cell.source, `Cell ${cell.index + 1}`);
    this.elapsed += elapsed;
    if (!ok) throw cellFailed(cell, stderr);
    if (this.step !== null) this.step.stdout += stdout;
  }

  private async runScratch(cell: ReferenceCell): Promise<void> {
    const before = this.order.traceScratch ? await this.describe() : null;
    const { ok, stderr } = await this.kernel.run(cell.source, `Cell ${cell.index + 1}`);
    if (!ok) {
      this.failed.push({ cell: cell.cell, index: cell.index, message: firstLine(stderr) });
      // After an error tslab drops what it is sent for 200 ms.
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    if (before !== null) this.scratch.push({ index: cell.index, before, after: await this.describe() });
  }

  private async endStep(): Promise<void> {
    if (this.step === null) return;
    const { name, stdout } = this.step;
    await this.kernel.settle();
    this.steps.push({ step: name, description: await this.describe(), stdout });
    this.order.tell(`kernel: step ${name}`);
    this.step = null;
  }

  private async describe(): Promise<Description> {
    return await this.kernel.describe(this.order.without);
  }
}

function cellFailed(cell: ReferenceCell, stderr: string): HeadwaterError {
  return new HeadwaterError(
    'HW363',
    `Cell ${cell.index + 1} fails in the notebook's own kernel, so there is nothing to compare with: ${firstLine(stderr)}`,
    {
      about: cell.step ?? `cell ${cell.index + 1}`,
      cell: cell.cell,
      hint: "Correct the cell until the notebook runs from top to bottom; `headwater check --types` finds what the kernel's compiler refuses."
    }
  );
}

function firstLine(text: string): string {
  return text.trim().split('\n').slice(0, 1).join('').slice(0, 300) || 'it said nothing';
}
