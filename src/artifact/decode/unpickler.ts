import { HeadwaterError } from '../../errors';
import type { CodeContext } from '../artifact';
import { dialect } from '../notes';
import { op } from '../pickle/opcodes';
import { ByteSource } from './byte-source';
import { appendItems, setItems } from './containers';
import { callPython, newPython } from './python-calls';
import { PythonGlobal, Unfinished } from './python-values';
import { setState } from './python-state';
import { noScalar, readScalar } from './read-scalar';
import { applyNoteAfter, applyNoteBefore, parseNote, type Note } from './read-notes';
import { ValueStack } from './value-stack';

/**
 * A machine that reads a pickle. It knows what the values of common Python types are; it never calls, imports or runs anything that the
 * pickle names. It uses no recursion, and memory in proportion to the bytes.
 */
export class Unpickler {
  private readonly source: ByteSource;
  private readonly stack: ValueStack;
  private readonly code: CodeContext;
  private readonly memo: unknown[] = [];
  /** The pickle has notes (see notes.ts). */
  private inDialect = false;
  private note: Note | null = null;
  /** Numbers of the dicts (in order of appearance) that have a key that is no string. */
  private readonly maps: ReadonlySet<number>;
  private readonly newMaps = new Set<number>();
  private readonly dictNumbers = new WeakMap<object, number>();
  private dictCount = 0;

  private constructor(bytes: Uint8Array, code: CodeContext, maps: ReadonlySet<number>) {
    this.source = new ByteSource(bytes);
    this.stack = new ValueStack(this.source);
    this.code = code;
    this.maps = maps;
  }

  /**
   * The value of a pickle. A dict shows only with its keys whether it is a Map, when others may refer to it already: such a pickle is read twice.
   * @throws HeadwaterError HW310 when the bytes are no whole pickle, HW311 for an opcode that needs help from outside
   */
  static read(bytes: Uint8Array, code: CodeContext): unknown {
    const first = new Unpickler(bytes, code, new Set());
    const value = first.run();
    return first.newMaps.size === 0 ? value : new Unpickler(bytes, code, first.newMaps).run();
  }

  private run(): unknown {
    for (let code = this.source.byte(); code !== op.STOP; code = this.source.byte()) {
      const note = this.note;
      this.note = null;
      this.step(code);
      if (note !== null) this.stack.top = applyNoteBefore(note, this.stack.top, this.code);
    }
    return this.stack.pop();
  }

  private step(code: number): void {
    const scalar = readScalar(code, this.source);
    if (scalar !== noScalar) this.stack.push(scalar);
    else if (!this.makeContainer(code) && !this.fillContainer(code) && !this.useMemo(code) && !this.makeObject(code)) this.control(code);
  }

  private control(code: number): void {
    if (code === op.MARK) this.stack.mark();
    else if (code === op.POP) this.drop(this.stack.pop());
    else if (code === op.POP_MARK) this.stack.popToMark();
    else if (code === op.DUP) this.stack.push(this.stack.top);
    else if (code === op.PROTO) this.source.byte();
    else if (code === op.FRAME) this.source.uint64();
    else
      throw new HeadwaterError('HW311', `A stored value uses the pickle opcode 0x${code.toString(16)}, which only Python can follow.`, {
        hint: 'Read it with Python; to read it here, store it as plain values or a table.'
      });
  }

  /** A value that is thrown away may be a note. */
  private drop(value: unknown): void {
    if (typeof value === 'string' && value.startsWith(dialect)) this.inDialect = true;
    const note = this.inDialect ? parseNote(value) : null;
    if (note === null) return;
    if (!applyNoteAfter(note, () => this.stack.top, this.code)) this.note = note;
  }

  private makeContainer(code: number): boolean {
    const made = this.newContainer(code);
    if (made !== undefined) this.stack.push(made);
    return made !== undefined;
  }

  private newContainer(code: number): unknown {
    switch (code) {
      case op.EMPTY_LIST:
      case op.EMPTY_TUPLE:
        return [];
      case op.EMPTY_DICT:
        return this.newDict();
      case op.EMPTY_SET:
        return new Set();
      case op.FROZENSET:
        return new Set(this.stack.popToMark());
      case op.TUPLE:
      case op.LIST:
        return this.stack.popToMark();
      case op.TUPLE1:
      case op.TUPLE2:
      case op.TUPLE3:
        return this.stack.popMany(code - op.TUPLE1 + 1);
      case op.DICT:
        return setItems({}, this.stack.popToMark());
      default:
        return undefined;
    }
  }

  /** An object, or a Map for a dict that is known to have a key that is no string. */
  private newDict(): object {
    const isMap = this.maps.has(this.dictCount++);
    const made = isMap ? new Map() : {};
    if (!isMap) this.dictNumbers.set(made, this.dictCount - 1);
    return made;
  }

  private fillContainer(code: number): boolean {
    switch (code) {
      case op.APPEND:
        return this.append([this.stack.pop()]);
      case op.APPENDS:
      case op.ADDITEMS:
        return this.append(this.stack.popToMark());
      case op.SETITEM:
        return this.set(this.stack.popMany(2));
      case op.SETITEMS:
        return this.set(this.stack.popToMark());
      default:
        return false;
    }
  }

  private append(items: unknown[]): true {
    appendItems(this.stack.top, items);
    return true;
  }

  private set(items: unknown[]): true {
    const before = this.stack.top;
    this.stack.top = setItems(before, items);
    if (this.stack.top !== before) this.newMaps.add(this.dictNumbers.get(before as object) ?? -1);
    return true;
  }

  private useMemo(code: number): boolean {
    switch (code) {
      case op.MEMOIZE:
        return this.remember(this.memo.length);
      case op.BINPUT:
        return this.remember(this.source.byte());
      case op.LONG_BINPUT:
        return this.remember(this.source.uint32());
      case op.PUT:
        return this.remember(Number(this.source.line()));
      case op.BINGET:
        return this.recall(this.source.byte());
      case op.LONG_BINGET:
        return this.recall(this.source.uint32());
      case op.GET:
        return this.recall(Number(this.source.line()));
      default:
        return false;
    }
  }

  private remember(slot: number): true {
    const value = this.stack.top;
    if (value instanceof Unfinished) value.slots.push(slot);
    this.memo[slot] = value;
    return true;
  }

  private recall(slot: number): true {
    if (!(slot in this.memo)) this.source.truncated();
    this.stack.push(this.memo[slot]);
    return true;
  }

  private makeObject(code: number): boolean {
    switch (code) {
      case op.GLOBAL:
        return this.pushed(new PythonGlobal(this.source.line(), this.source.line()));
      case op.STACK_GLOBAL:
        return this.pushed(globalOf(this.stack.popMany(2)));
      case op.REDUCE:
        return this.call(this.stack.popMany(2), callPython);
      case op.NEWOBJ:
        return this.call(this.stack.popMany(2), newPython);
      case op.NEWOBJ_EX:
        return this.call(this.stack.popMany(3), newPython);
      case op.OBJ:
        return this.make(this.stack.popToMark());
      case op.INST:
        return this.make([new PythonGlobal(this.source.line(), this.source.line()), ...this.stack.popToMark()]);
      case op.BUILD:
        return this.build(this.stack.pop());
      default:
        return false;
    }
  }

  private pushed(value: unknown): true {
    this.stack.push(value);
    return true;
  }

  private call([callable, args]: unknown[], make: typeof callPython): true {
    return this.pushed(make(callable, Array.isArray(args) ? args : [], this.code));
  }

  private make([callable, ...args]: unknown[]): true {
    return this.pushed(callPython(callable, args, this.code));
  }

  private build(state: unknown): true {
    const before = this.stack.top;
    const result = setState(before, state);
    this.stack.top = result;
    if (before instanceof Unfinished) for (const slot of before.slots) this.memo[slot] = result;
    return true;
  }
}

function globalOf([module, name]: unknown[]): PythonGlobal {
  return new PythonGlobal(String(module), String(name));
}
