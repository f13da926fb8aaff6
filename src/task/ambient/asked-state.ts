import { isBuiltin } from 'node:module';
import type { ExecuteOrder } from '../protocol';
import type { Session } from '../session';

/** The code of an execution's cells, and of functions and classes of all cells, which it may call. */
export function textOf({ code }: Session, { cells }: ExecuteOrder): string {
  return code.cells
    .flatMap(({ index, body, definitions }) => [...(cells.includes(index) ? [body] : []), ...definitions.map(each => each.expression)])
    .join('\n');
}

/** What functions are called that change how a package behaves from now on. */
const verbs =
  '(?:seed|register|unregister|use|add|set|config|configure|extend|init|install|enable|disable|define|load|plugin|locale|theme|reset|defaults?|setup|patch|mixin|remove)';

/** True when the code calls something by such a name of what it imports from the package; or of anything, when it imports nothing. */
export function asksForState(text: string, module: string, { code }: Session): boolean {
  const names = code.cells.flatMap(cell => cell.definitions).flatMap(each => (each.module === module ? [each.name] : []));
  if (names.length === 0) return new RegExp(`\\.${strongVerbs}\\(`).test(text);
  const isVerb = new RegExp(`^${verbs}(?:[A-Z]\\w*)?$`);
  return names.some(name => {
    const own = `\\$\\d*\\.${name.replace(/\$/g, '\\$')}`;
    const steps = isVerb.test(name) ? '' : `(?:\\.\\w+)*\\.${verbs}(?:[A-Z]\\w*)?`;
    return new RegExp(`${own}${steps}\\)?\\(`).test(text);
  });
}

/** True when the code has the last name of a path, as a property. */
export function mentions(text: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return text.includes(`.${name}`) || text.includes(`'${name}'`) || text.includes(`"${name}"`);
}

/** A call whose result nobody takes. */
export interface EffectCall {
  readonly call: string;
  readonly module: string;
}

/** A call like `faker.seed(1);` of something imported from one of the packages: what it changes may lie too deep to be seen. */
export function effectOn(specifiers: readonly string[], text: string, { code }: Session): EffectCall | null {
  const imports = code.cells.flatMap(cell => cell.definitions).filter(({ module }) => isPackage(module) && specifiers.includes(module));
  for (const { name, module } of imports) {
    const own = `\\(?(?:0, )?\\$\\d*\\.${name.replace(/\$/g, '\\$')}`;
    const verb = new RegExp(`^${strongVerbs}$`).test(name) ? '' : `(?:\\.\\w+)*\\.${strongVerbs}`;
    const found = new RegExp(`(?:^|[;{}\\n]|\\$result = )\\s*(?:await )?(${own}${verb})\\)?\\(`).exec(text);
    if (found?.[1] !== undefined && module !== null) return { call: found[1].replace(/^\(?(0, )?\$\d*\./, ''), module };
  }
  return null;
}

/** Those that hardly anything else is called. */
const strongVerbs =
  '(?:seed|setSeed|register|use|extend|locale|configure|config|install|setBackend|setDefault\\w*|setGlobal\\w*|registerPlugin)';

function isPackage(module: string | null): module is string {
  return module !== null && !/^[./]/.test(module) && !isBuiltin(module) && !['headwater', 'tslab', 'apache-arrow'].includes(module);
}
