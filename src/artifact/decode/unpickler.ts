import { HeadwaterError } from '../../errors';
import type { CodeContext } from '../artifact';
import { op } from '../pickle/opcodes';
import { ByteSource } from './byte-source';
import { appendItems, setItems } from './containers';
import { Machine } from './machine';
import { callPython } from './python-calls';
import { PythonGlobal } from './python-values';
import { scalarReaders } from './read-scalar';
import { applyNoteBefore } from './read-notes';
import type { ValueStack } from './value-stack';

/**
 * The value of a pickle. Common Python types are known; nothing that the pickle names is called, imported or run. There is no recursion,
 * and memory stays in proportion to the bytes. A dict shows only with its keys whether it is a Map, when others may refer to it already:
 * a pickle that has such a dict is read twice.
 * @throws HeadwaterError HW310 when the bytes are no whole pickle, HW311 for an opcode that needs help from outside
 */
export function unpickle(bytes: Uint8Array, code: CodeContext): unknown {
  const first = new Machine(new ByteSource(bytes), code, new Set());
  const value = run(first);
  return first.newMaps.size === 0 ? value : run(new Machine(new ByteSource(bytes), code, first.newMaps));
}

function run(machine: Machine): unknown {
  const { source, stack } = machine;
  for (let code = source.byte(); code !== op.STOP; code = source.byte()) {
    const { note } = machine;
    machine.note = null;
    step(code, machine);
    if (note !== null) stack.top = applyNoteBefore(note, stack.top, machine.code);
  }
  return stack.pop();
}

function step(code: number, machine: Machine): void {
  const read = scalars[code];
  if (read !== undefined) return machine.stack.push(read(machine.source));
  const make = makers[code];
  if (make !== undefined) return machine.stack.push(make(machine));
  const act = actions[code];
  if (act !== undefined) return act(machine);
  throw new HeadwaterError('HW311', `A stored value uses the pickle opcode 0x${code.toString(16)}, which only Python can follow.`, {
    hint: 'Read it with Python; to read it here, store it as plain values or a table.'
  });
}

type ByCode<T> = readonly (T | undefined)[];

/** A table that is looked up by opcode. */
function byCode<T>(entries: Readonly<Record<number, T>>): ByCode<T> {
  return Array.from({ length: 256 }, (_, code) => entries[code]);
}

const scalars = byCode(scalarReaders);

/** Opcodes that push a value made of others. */
const makers = byCode<(machine: Machine) => unknown>({
  [op.BINGET]: machine => machine.recall(machine.source.byte()),
  [op.LONG_BINGET]: machine => machine.recall(machine.source.uint32()),
  [op.GET]: machine => machine.recall(Number(machine.source.line())),
  [op.DUP]: ({ stack }) => stack.top,
  [op.EMPTY_LIST]: () => [],
  [op.EMPTY_TUPLE]: () => [],
  [op.EMPTY_DICT]: machine => machine.newDict(),
  [op.EMPTY_SET]: () => new Set(),
  [op.FROZENSET]: ({ stack }) => new Set(stack.popToMark()),
  [op.LIST]: ({ stack }) => stack.popToMark(),
  [op.TUPLE]: ({ stack }) => stack.popToMark(),
  [op.TUPLE1]: ({ stack }) => stack.popMany(1),
  [op.TUPLE2]: ({ stack }) => stack.popMany(2),
  [op.TUPLE3]: ({ stack }) => stack.popMany(3),
  [op.DICT]: machine => setItems(machine.newDict(), machine.stack.popToMark()),
  [op.GLOBAL]: ({ source }) => new PythonGlobal(source.line(), source.line()),
  [op.STACK_GLOBAL]: ({ stack }) => globalOf(stack.popMany(2)),
  [op.REDUCE]: ({ stack, code }) => call(stack.popMany(2), code),
  [op.NEWOBJ]: ({ stack, code }) => call(stack.popMany(2), code),
  [op.NEWOBJ_EX]: ({ stack, code }) => call(stack.popMany(3), code),
  [op.OBJ]: ({ stack, code }) => callWith(stack.popToMark(), code),
  [op.INST]: ({ source, stack, code }) => callWith([new PythonGlobal(source.line(), source.line()), ...stack.popToMark()], code)
});

/** Opcodes that change what is there. */
const actions = byCode<(machine: Machine) => void>({
  [op.MARK]: ({ stack }) => stack.mark(),
  [op.POP]: machine => machine.drop(),
  [op.POP_MARK]: ({ stack }) => void stack.popToMark(),
  [op.PROTO]: ({ source }) => void source.byte(),
  [op.FRAME]: ({ source }) => void source.uint64(),
  [op.MEMOIZE]: machine => machine.remember(),
  [op.BINPUT]: machine => machine.remember(machine.source.byte()),
  [op.LONG_BINPUT]: machine => machine.remember(machine.source.uint32()),
  [op.PUT]: machine => machine.remember(Number(machine.source.line())),
  [op.APPEND]: ({ stack }) => append(stack.popMany(1), stack),
  [op.APPENDS]: ({ stack }) => append(stack.popToMark(), stack),
  [op.ADDITEMS]: ({ stack }) => append(stack.popToMark(), stack),
  [op.SETITEM]: machine => machine.set(machine.stack.popMany(2)),
  [op.SETITEMS]: machine => machine.set(machine.stack.popToMark()),
  [op.BUILD]: machine => machine.build()
});

function append(items: unknown[], stack: ValueStack): void {
  appendItems(stack.top, items);
}

function globalOf([module, name]: unknown[]): PythonGlobal {
  return new PythonGlobal(String(module), String(name));
}

function call([callable, args]: unknown[], code: CodeContext): unknown {
  return callPython(callable, Array.isArray(args) ? (args as unknown[]) : [], code);
}

function callWith([callable, ...args]: unknown[], code: CodeContext): unknown {
  return callPython(callable, args, code);
}
