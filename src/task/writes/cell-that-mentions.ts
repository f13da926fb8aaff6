import type { ExecuteOrder } from '../protocol';
import type { Session } from '../session';

/** The last of the step's cells that declares or mentions the name, else its last cell; null when it has none. */
export function cellThatMentions(name: string, { code }: Session, order: ExecuteOrder): string | null {
  const cells = order.cells.flatMap(index => code.cells.filter(each => each.index === index));
  const mentions =
    cells.findLast(cell => cell.declares.includes(name)) ??
    cells.findLast(cell => new RegExp(`\\$\\d*\\.${escape(name)}\\b`).test(cell.body));
  return (mentions ?? cells.at(-1))?.cell ?? null;
}

function escape(name: string): string {
  return name.replace(/\$/g, '\\$');
}
