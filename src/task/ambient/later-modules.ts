import type { CellCode } from '../../language/code';
import type { ExecuteOrder } from '../protocol';
import type { Session } from '../session';

/** What code after an execution asks for: other parts of the same foreach count, too. */
export interface LaterModules {
  readonly specifiers: readonly string[];
  /** True when some of it can only be known when it runs: `require(name)`, `eval`. */
  readonly open: boolean;
}

/** Finds the modules that later code asks for, by itself or through functions, classes and imports of any cell. */
export function laterModules({ code }: Session, order: ExecuteOrder): LaterModules {
  const inside = order.part.kind === 'split' || order.part.kind === 'item';
  const last = Math.max(...order.cells);
  const later = code.cells.filter(cell => cell.index > last || (inside && order.cells.includes(cell.index)));
  const names = order.needed === undefined || order.needed === null ? null : new Set(order.needed);
  const texts = later.map(bodyOf);
  const specifiers = new Set<string>();
  const taken = new Set<string>();
  for (const text of texts) {
    for (const [, specifier = ''] of text.matchAll(requests)) specifiers.add(specifier);
    for (const name of namesIn(text)) names?.add(name);
    for (const { name, module, expression, key } of definitionsIn(code.cells)) {
      if (taken.has(key) || names?.has(name) === false) continue;
      taken.add(key);
      if (module === null) texts.push(expression);
      else specifiers.add(module);
    }
  }
  return { specifiers: [...specifiers], open: texts.some(text => openRequests.test(text)) };
}

const requests = /(?:\$import|\brequire)\(\s*["'`]([^"'`\n]+)["'`]/g;
const openRequests = /(?:\$import|\brequire)\((?!\s*(["'`])[^"'`$\n]+\1)|\beval\(/;

function bodyOf({ body, foreach }: CellCode): string {
  return foreach === null ? body : [foreach.split, foreach.item, foreach.join].join('\n');
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\$\d*\.([\p{ID_Continue}$]+)/gu)].map(found => found[1] ?? '');
}

function definitionsIn(
  cells: readonly CellCode[]
): { readonly name: string; readonly module: string | null; readonly expression: string; readonly key: string }[] {
  return cells.flatMap(({ index, definitions }) => definitions.map(each => ({ ...each, key: `${each.name}@${index}` })));
}
