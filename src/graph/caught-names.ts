import type { SourceRange } from '../diagnostic';
import { stepOf, type FlowCell } from './flow-cells';

/** Where the variable of a `catch` is written: in no line of its cell. Known by its identity. */
export const caughtRange: SourceRange = Object.freeze({ startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 });

/** The cells with what Headwater itself assigns: the last cell of a step that catches failures makes the variable of its `catch`. */
export function withCaught(cells: readonly FlowCell[], variableOf: (step: string) => string | null): FlowCell[] {
  return cells.map((cell, index) => {
    const step = stepOf(cell);
    const name = step === null ? null : variableOf(step);
    if (name === null || cells.slice(index + 1).some(each => stepOf(each) === step)) return cell;
    return { ...cell, facts: { ...cell.facts, writes: [...cell.facts.writes, { name, range: caughtRange }] } };
  });
}
