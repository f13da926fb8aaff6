import { inspect, types } from 'node:util';
import { isTable } from '../../artifact/arrow/recognise';
import { loadCompiler } from '../cells/compiler';

/** A variable of the kernel, as people see it. */
export interface ListedVariable {
  readonly name: string;
  /** TypeScript type as text. */
  readonly type: string;
  /** Its value in one line, shortened. */
  readonly preview: string;
  /** Rows and columns of a table, length of a list, size of a map or set; left out for other values. */
  readonly shape?: readonly number[];
}

/** Characters of a preview and of a type. */
const longest = 200;

/** The variables that cells have declared, in the order of their names. `declarations`: their types, as the compiler keeps them. */
export function listVariables(declarations: string, variables: Readonly<Record<string, unknown>>): ListedVariable[] {
  return [...declaredTypes(declarations)]
    .filter(([name]) => Object.hasOwn(variables, name))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, type]) => {
      const value = variables[name];
      const shape = shapeOf(value);
      return { name, type: shortened(type), preview: previewOf(value), ...(shape === null ? {} : { shape }) };
    });
}

/** `declare const x = 3` has its type from its value. */
function declaredTypes(declarations: string): Map<string, string> {
  const { createSourceFile, isIdentifier, isVariableStatement, ScriptTarget } = loadCompiler();
  const file = createSourceFile('declarations.d.ts', declarations, ScriptTarget.ES2022);
  const declared = file.statements.flatMap(each => (isVariableStatement(each) ? [...each.declarationList.declarations] : []));
  return new Map(
    declared.flatMap(({ name, type, initializer }) =>
      isIdentifier(name) ? [[name.text, (type ?? initializer)?.getText(file).replace(/\s+/g, ' ') ?? 'any'] as const] : []
    )
  );
}

function previewOf(value: unknown): string {
  try {
    if (isObject(value) && isTable(value)) return `Table ${value.numRows} × ${value.numCols}`;
    return shortened(inspect(value, { depth: 2, maxArrayLength: 10, maxStringLength: longest, breakLength: Infinity, compact: true }));
  } catch {
    return '(cannot be shown)';
  }
}

function shapeOf(value: unknown): number[] | null {
  if (!isObject(value)) return null;
  if (isTable(value)) return [value.numRows, value.numCols];
  if (Array.isArray(value)) return [value.length];
  if (types.isTypedArray(value)) return [value.length];
  return types.isMap(value) || types.isSet(value) ? [value.size] : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
