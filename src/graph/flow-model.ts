import type { Diagnostic, Severity, SourceRange } from '../diagnostic';
import type { Parameter } from '../language/language';
import type { Notebook } from '../notebook/cell';
import type { FlowCell, StepCells } from './flow-cells';
import type { Resolution } from './resolve-names';

/** What a rule looks at. */
export interface FlowModel {
  readonly notebook: Notebook;
  /** All code cells, in notebook order. */
  readonly cells: readonly FlowCell[];
  readonly steps: readonly StepCells[];
  readonly parameters: readonly Parameter[];
  readonly resolution: Resolution;
  /** Names that every task has. */
  readonly globals: ReadonlySet<string>;
}

/** One kind of mistake: finds every place where it was made. */
export type Rule = (model: FlowModel) => Diagnostic[];

/** Where a finding lies; without a range the cell as a whole is meant. */
export interface Place {
  readonly cell: { readonly id: string };
  readonly range?: SourceRange;
}

/** A finding at a cell, or at the notebook as a whole when `place` is null. */
export function finding(
  code: string,
  severity: Severity,
  place: Place | null,
  text: { readonly message: string; readonly hint: string; readonly about: string | null }
): Diagnostic {
  return { code, severity, cell: place?.cell.id ?? null, range: place?.range ?? null, ...text };
}

/** `cell 7`: a cell as people count it. */
export function cellNumber(cell: { readonly index: number }): string {
  return `cell ${cell.index + 1}`;
}

/** `step 'train'`, `the setup cells`, `scratch cell 4`: who runs a cell. */
export function ownerOf({ cell, role }: FlowCell): string {
  if (role.kind === 'step') return `step '${role.step}'`;
  return role.kind === 'scratch' ? `scratch ${cellNumber(cell)}` : `the ${role.kind} cell`;
}
