import type { NotebookCode } from '../../../src/language/code';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import type { Cell } from '../../../src/notebook/cell';
import type { ExecuteOrder, Slot, SlotVersion, SlotWrite } from '../../../src/task/protocol';
import { TaskProcess, temporaryFolder, type FinalReport } from './task-process';

/** A cell of a test: `step` null and no tag is scratch. */
export interface TestCell {
  readonly step: string | null;
  readonly tags?: readonly string[];
  readonly source: string;
}

/** How a notebook ended: what its last step printed, or why a step failed. */
export interface SerialResult {
  readonly stdout: string;
  readonly failure: Extract<FinalReport, { type: 'failed' }> | null;
  readonly records: ReadonlyMap<string, FinalReport>;
}

/** Cells as the language room takes them. */
export function cellsOf(cells: readonly TestCell[]): Cell[] {
  return cells.map(({ source, tags, step }, index) => ({
    id: `c${index}`,
    index,
    kind: 'code',
    source,
    tags: [...(tags ?? []), ...(step === null ? [] : [`step:${step}`])],
    settings: null,
    executionCount: null
  }));
}

/** Compiles cells. */
export function compileCells(cells: readonly TestCell[]): NotebookCode {
  return typescriptLanguage('typescript').compile(cellsOf(cells));
}

/** Runs a notebook's steps in order, each whole in a process of its own; the slot table is the last writer's. */
export async function runSerially(cells: readonly TestCell[], overrides: Partial<ExecuteOrder> = {}): Promise<SerialResult> {
  const code = compileCells(cells);
  const folder = temporaryFolder();
  const table = new Map<Slot, SlotVersion>();
  const records = new Map<string, FinalReport>();
  const setup = indexesOf(cells, cell => (cell.tags ?? []).some(tag => tag === 'parameters' || tag === 'setup'));
  let stdout = '';
  for (const step of new Set(cells.flatMap(cell => cell.step ?? []))) {
    const own = indexesOf(cells, cell => cell.step === step);
    const task = new TaskProcess(folder);
    task.prepare(code);
    addScratch(cells, code, own[0] ?? 0, table);
    const order = { ...overrides, execution: records.size + 1, step, setup, cells: own, slots: Object.fromEntries(table) };
    const report = await task.execute(order).catch((error: unknown) => Promise.reject(new Error(`${step}: ${String(error)}`)));
    await task.end();
    records.set(step, report);
    stdout = task.stdout.slice(report.stdout.start, report.stdout.end);
    if (report.type === 'failed') return { stdout, failure: report, records };
    for (const [slot, write] of Object.entries(report.writes)) table.set(slot, versionOf(step, slot, write));
  }
  return { stdout, failure: null, records };
}

/** The version that a write stands for. */
export function versionOf(step: string, slot: Slot, write: SlotWrite): SlotVersion {
  return { ...write, id: `${step}:${slot}` };
}

function indexesOf(cells: readonly TestCell[], accept: (cell: TestCell) => boolean): number[] {
  return cells.flatMap((cell, index) => (accept(cell) ? [index] : []));
}

/** Definitions of scratch cells before a step, where no step has written the name since. */
function addScratch(cells: readonly TestCell[], code: NotebookCode, before: number, table: Map<Slot, SlotVersion>): void {
  for (const cell of code.cells) {
    const { step, tags } = cells[cell.index] ?? { step: null };
    if (step !== null || (tags ?? []).length > 0 || cell.index > before) continue;
    for (const { name } of cell.definitions)
      if (!table.has(name)) table.set(name, { kind: 'definition', id: `definition:${name}:${cell.index}`, cell: cell.index });
  }
}
