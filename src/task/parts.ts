import { inspect } from 'node:util';
import type { StoredVersion } from '../artifact/artifact';
import { HeadwaterError } from '../errors';
import type { CellCode, ForeachCode } from '../language/code';
import { ambientOfCell } from './code/ambient-names';
import { encodeAlone, saveEncoded } from './writes/codec';
import { runBody, type Ambient } from './code/compile';
import type { ExecuteOrder, ExecutionRecord } from './protocol';
import type { Session, World } from './session';

/** What a part gives besides its writes. */
export interface PartResult {
  /** Split: the items, to be stored when the loop is empty. */
  readonly items: readonly unknown[] | null;
  /** Item: the result, boxed because it may be undefined. */
  readonly result: { readonly value: unknown } | null;
  /** Item: the item that the body was given. */
  readonly item: unknown;
}

/** Runs the cells of a part, one after the other. */
export async function runPart(session: Session, world: World, order: ExecuteOrder): Promise<PartResult> {
  const cells = order.cells.map(index => cellAt(session, index));
  const at = cells.findIndex(cell => cell.foreach !== null);
  const { part } = order;
  const nothing = { items: null, result: null, item: undefined };
  if (part.kind === 'whole') {
    await runCells(session, world, cells);
    return nothing;
  }
  const { cell, foreach } = foreachCell(cells[at], order);
  if (part.kind === 'item') return await runItem(session, world, cell, foreach, part);
  if (part.kind === 'split') {
    await runCells(session, world, cells.slice(0, at));
    return { ...nothing, items: await runSplit(session, world, cell, foreach) };
  }
  await runJoin(session, world, cell, foreach, part.results);
  await runCells(session, world, cells.slice(at + 1));
  return nothing;
}

/** Runs whole cells. */
export async function runCells(session: Session, world: World, cells: readonly CellCode[]): Promise<void> {
  for (const cell of cells) {
    session.log.enter(cell.cell);
    world.scope.declare(cell);
    showResult(session, await runBody(cell, 'body', cell.body, 'result', ambientOfCell(cell, world.sources)));
  }
}

/** A cell by its index. @throws HeadwaterError HW501 when the code has no such cell */
export function cellAt(session: Session, index: number): CellCode {
  const cell = session.code.cells.find(each => each.index === index);
  if (cell) return cell;
  throw new HeadwaterError('HW501', `The code has no cell ${index}.`, { hint: 'This is an error of Headwater; please report it.' });
}

/** Stores the items of a split, each alone, with Metaflow's short text: `str` of simple values, at most 30 characters of any other. */
export function storeItems(
  items: readonly unknown[],
  shared: readonly string[],
  session: Session,
  world: World
): NonNullable<ExecutionRecord['items']> {
  return items.map((item, index) => {
    const encoded = encodeAlone(session.codec(), `item ${index}`, item, world.context);
    const joint = shared.length === 0 ? null : { key: encoded.key, variables: shared };
    return { stored: saveEncoded(session.store, encoded, joint), text: shortText(item) };
  });
}

async function runSplit(session: Session, world: World, cell: CellCode, foreach: ForeachCode): Promise<readonly unknown[]> {
  session.log.enter(cell.cell);
  world.scope.declare(cell);
  const items = await runBody(cell, 'split', foreach.split, 'value', ambientOfCell(cell, world.sources));
  if (typeof items === 'object' && items !== null && Symbol.iterator in items) return [...(items as Iterable<unknown>)];
  throw new HeadwaterError('HW205', `foreach was given ${typeof items}, not a list.`, {
    hint: 'Its first argument must be an array or another iterable.',
    cell: cell.cell,
    about: 'foreach'
  });
}

async function runItem(
  session: Session,
  world: World,
  cell: CellCode,
  foreach: ForeachCode,
  part: { readonly index: number; readonly item: StoredVersion }
): Promise<PartResult> {
  session.log.enter(cell.cell);
  const item = world.values.decode(part.item, 'the item of foreach');
  const extra: Ambient = { $item: item, $index: part.index };
  const value = await runBody(cell, 'item', foreach.item, 'value', ambientOfCell(cell, world.sources, extra));
  return { items: null, result: { value }, item };
}

async function runJoin(
  session: Session,
  world: World,
  cell: CellCode,
  foreach: ForeachCode,
  results: readonly StoredVersion[]
): Promise<void> {
  session.log.enter(cell.cell);
  const extra: Ambient = { $items: results.map(stored => world.values.decode(stored, 'a result of foreach')) };
  showResult(session, await runBody(cell, 'join', foreach.join, 'result', ambientOfCell(cell, world.sources, extra)));
}

function foreachCell(cell: CellCode | undefined, order: ExecuteOrder): { readonly cell: CellCode; readonly foreach: ForeachCode } {
  if (cell?.foreach) return { cell, foreach: cell.foreach };
  throw new HeadwaterError('HW501', `Step '${order.step}' has no foreach to run a part of.`, {
    hint: 'This is an error of Headwater; please report it.'
  });
}

function showResult(session: Session, boxed: unknown): void {
  session.log.result((boxed as { readonly $result: unknown }).$result);
}

function shortText(item: unknown): string {
  if (['string', 'number', 'boolean', 'bigint'].includes(typeof item)) return String(item);
  return inspect(item, { depth: 1, breakLength: Infinity }).slice(0, 30);
}
