import type { NotebookCode } from '../../language/code';
import type { ExecuteOrder } from '../protocol';
import { partsOf } from '../scope/slot';

/** Modules that the code of an execution imports, its own cells' and those of definitions that they reach by name. */
export function importedModules(code: NotebookCode, order: ExecuteOrder): string[] {
  const modules = new Set<string>();
  const seen = new Set<string>();
  const own = code.cells.filter(cell => order.cells.includes(cell.index) || order.setup.includes(cell.index));
  const pending = own.map(cell => cell.body);
  for (const cell of own) for (const { module } of cell.definitions) if (module !== null) modules.add(module);
  for (let text = pending.pop(); text !== undefined; text = pending.pop())
    for (const [, name] of text.matchAll(/\$\d*\.([\p{ID_Continue}$]+)/gu)) {
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      for (const definition of definitionsNamed(name, code, order)) {
        if (definition.module !== null) modules.add(definition.module);
        pending.push(definition.expression);
      }
    }
  return [...modules];
}

function definitionsNamed(name: string, code: NotebookCode, order: ExecuteOrder): NotebookCode['cells'][number]['definitions'] {
  const cells = Object.entries(order.slots).flatMap(([slot, version]) =>
    version.kind === 'definition' && partsOf(slot).name === name ? [version.cell] : []
  );
  return code.cells.filter(cell => cells.includes(cell.index)).flatMap(cell => cell.definitions.filter(each => each.name === name));
}
