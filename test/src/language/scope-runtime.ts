import { createRequire } from 'node:module';
import { frameName, type CellCode, type NotebookCode, type PrivateAccess } from '../../../src/language/code';

/** The smallest runtime that code of cells can run in: no store, one process, cells in order. */
export interface ScopeRuntime {
  readonly scope: Record<string, unknown>;
  readonly classes: Map<object, PrivateAccess>;
  /** Runs a cell as it is; `define` may replace what its definitions make. */
  readonly cell: (cell: CellCode, define?: (name: string, value: unknown) => unknown) => Promise<unknown>;
  readonly body: (code: string, cell: CellCode, extra?: Record<string, unknown>) => Promise<unknown>;
  readonly expression: (code: string, cell: CellCode) => unknown;
  readonly restore: (make: () => unknown) => unknown;
}

export function scopeRuntime(parameters: Record<string, unknown> = {}): ScopeRuntime {
  const scope: Record<string, unknown> = {};
  const frames = new Map<number, Record<string, unknown>>();
  const classes = new Map<object, PrivateAccess>();
  const require = createRequire(`${process.cwd()}/src.js`);
  const register = Object.assign((ctor: object, access: PrivateAccess) => void classes.set(ctor, access), { restoring: false });
  const names = (cell: CellCode, extra: Record<string, unknown>): Record<string, unknown> => ({
    $: scope,
    [frameName(cell.index)]: frameOf(frames, scope, cell),
    $require: require,
    $import: async (name: string) => star(require(name)),
    $star: star,
    $default: (module: { __esModule?: boolean }) => (module?.__esModule === true ? module : { default: module }),
    $define: (_name: string, value: unknown) => value,
    $making: () => undefined,
    $bind: (name: string, get: () => unknown) =>
      bind(cell.contested.includes(name) ? [scope, frameOf(frames, scope, cell)] : [scope], name, get),
    $class: register,
    $eval: (text: unknown) => text,
    $param: (name: string, value: unknown) => parameters[name] ?? value,
    ...extra
  });
  const make = (kind: string, code: string, given: Record<string, unknown>): unknown =>
    (0, eval)(`(${kind} (${Object.keys(given).join(', ')}) {${code}\n})`).call(undefined, ...Object.values(given));
  const body: ScopeRuntime['body'] = (code, cell, extra = {}) =>
    make('async function', `var $result; ${code}\nreturn $result;`, names(cell, extra)) as Promise<unknown>;
  return {
    scope,
    classes,
    body,
    cell: (cell, define = (_name, value) => value) => {
      for (const name of cell.declares) forget(scope, name);
      return body(cell.body, cell, { $define: define });
    },
    expression: (code, cell) => make('function', `return ${code}`, names(cell, {})),
    restore: create => {
      register.restoring = true;
      try {
        return create();
      } finally {
        register.restoring = false;
      }
    }
  };
}

/** Runs the cells one after the other; gives the runtime with the scope that they leave. */
export async function runCells(code: NotebookCode, runtime: ScopeRuntime = scopeRuntime()): Promise<ScopeRuntime> {
  for (const cell of code.cells) await runtime.cell(cell);
  return runtime;
}

/** A cell's own names start as undefined. */
function forget(scope: object, name: string): void {
  Object.defineProperty(scope, name, { value: undefined, writable: true, enumerable: true, configurable: true });
}

function frameOf(frames: Map<number, Record<string, unknown>>, scope: Record<string, unknown>, cell: CellCode): Record<string, unknown> {
  const known = frames.get(cell.index);
  if (known !== undefined) return known;
  const values: Record<string, unknown> = {};
  const frame: Record<string, unknown> = {};
  for (const name of cell.contested) {
    const set = (value: unknown): void => {
      values[name] = value;
      Object.defineProperty(scope, name, { value, writable: true, enumerable: true, configurable: true });
    };
    Object.defineProperty(frame, name, { get: () => values[name], set, enumerable: true, configurable: true });
  }
  frames.set(cell.index, frame);
  return frame;
}

function bind(targets: readonly object[], name: string, get: () => unknown): void {
  for (const target of targets) Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
}

function star(module: object): object {
  if ('__esModule' in module) return module;
  return { ...module, default: module };
}
