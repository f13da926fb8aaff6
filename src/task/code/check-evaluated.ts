import { HeadwaterError } from '../../errors';

/**
 * The text that a direct `eval` is given, in a cell that declares `names`.
 * @throws HeadwaterError HW250 when it mentions one of them: in tslab it would mean the cell's local variable, which cells here do not have
 */
export function checkEvaluated(source: unknown, names: readonly string[]): unknown {
  if (typeof source !== 'string') return source;
  const words = new Set(Array.from(source.matchAll(/(?<![\p{ID_Continue}$.])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu), ([word]) => word));
  const name = names.find(each => words.has(each));
  if (name === undefined) return source;
  throw new HeadwaterError('HW250', `The text given to eval mentions '${name}', a variable of the same cell.`, {
    hint: `Hand it in: new Function('${name}', 'return …')(${name}), or keep the values in an object.`,
    about: name
  });
}
