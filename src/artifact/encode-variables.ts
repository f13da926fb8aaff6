import { types } from 'node:util';
import { HeadwaterError, isHeadwaterError } from '../errors';
import { encodeEnvelope, type TableForm } from './arrow-envelope';
import { isTable } from './arrow/recognise';
import { whyNotParquet } from './arrow/stored-parquet';
import type { CodeContext, EncodedGroup, EncodedValue, Memory, Unstorable } from './artifact';
import { describeValue } from './describe-value';
import { chooseCodec } from './encode/choose-codec';
import { findDoubtful } from './closure/shared-bindings';
import { Encoder, type FoundBinding } from './encode/encoder';
import { groupBySharing } from './encode/group-by-sharing';
import { encodeKnowing } from './encode/knowledge';
import { formatPath } from './encode/refusal';
import { seal } from './encode/seal';
import { op } from './pickle/opcodes';

/**
 * Encodes variables, and finds out which of them share mutable objects. Deterministic: what was decoded and not changed has the same key
 * again. Never throws for a value: what cannot be stored is listed, with where it lies and what to do. `memory`: of those variables that have any.
 * `tables`: how variables that are tables are stored.
 */
export function encodeVariables(
  values: ReadonlyMap<string, unknown>,
  code: CodeContext,
  tables: TableForm = 'arrow'
): { groups: EncodedGroup[]; unstorable: Unstorable[]; memory: Map<string, Memory> } {
  const results = withoutDoubtful([...values].map(([name, value]) => encodeOne(name, value, code, tables)));
  const stored = results.filter(result => 'encoded' in result);
  const alone = new Map(stored.map(({ name, encoded }) => [name, encoded]));
  const joined = groupBySharing(stored).map(names => makeGroup(names, values, alone, code));
  return {
    groups: joined.filter(group => 'variables' in group),
    unstorable: [...results, ...joined.flat()].filter(result => 'what' in result),
    memory: new Map(stored.flatMap(({ name, memory }) => (memory === null ? [] : [[name, memory]])))
  };
}

/**
 * Encodes one value by itself. `name` is what an error calls it.
 * @throws HeadwaterError HW301 with the path to what cannot be stored
 */
export function encodeValue(name: string, value: unknown, code: CodeContext): EncodedValue {
  const [result = encodeOne(name, value, code)] = withoutDoubtful([encodeOne(name, value, code)]);
  if ('encoded' in result) return result.encoded;
  throw new HeadwaterError('HW301', `${result.path} is ${result.what}, which cannot be stored.`, { hint: result.hint, about: name });
}

interface Stored {
  readonly name: string;
  readonly encoded: EncodedValue;
  /** The mutable objects that it is made of. */
  readonly objects: readonly object[];
  readonly bindings: readonly FoundBinding[];
  readonly memory: Memory | null;
}

/** Refuses the variables with functions that may share a changing variable. */
function withoutDoubtful(results: readonly (Stored | Unstorable)[]): (Stored | Unstorable)[] {
  const owned = results.flatMap(result => ('encoded' in result ? result.bindings.map(binding => ({ ...binding, result })) : []));
  const doubtful = owned.length === 0 ? [] : findDoubtful(owned);
  return results.map(result => {
    const found = doubtful.find(binding => binding.result === result);
    return found === undefined ? result : sharesBinding(found.result.name, found);
  });
}

function sharesBinding(variable: string, { name, path }: FoundBinding): Unstorable {
  return {
    variable,
    path: formatPath(variable, path),
    what: `a function that shares the changing variable ${name} with another function`,
    hint: `Keep ${name} in an object or at a cell's top level, or make the functions again where they are used.`
  };
}

function encodeOne(name: string, value: unknown, code: CodeContext, form: TableForm = 'arrow'): Stored | Unstorable {
  if (isPlainTable(value)) {
    const sealed = seal(encodeEnvelope(value, form), describeValue(value));
    const why = form === 'parquet' ? whyNotParquet(value) : null;
    const encoded = why === null ? sealed : { ...sealed, notParquet: why };
    return { name, encoded, objects: [], bindings: [], memory: { views: [], tables: [value] } };
  }
  const result = run(name, code, encoder => encoder.write(value));
  if ('what' in result) return result;
  const { objects, bindings, tables } = result;
  return { name, encoded: seal(result.finish(), describeValue(value)), objects, bindings, memory: memoryIn(objects, tables) };
}

function memoryIn(objects: readonly object[], tables: Memory['tables']): Memory | null {
  const views = objects.filter(types.isAnyArrayBuffer);
  return views.length + tables.length === 0 ? null : { views, tables };
}

/** Runs an encoder over `write` until all is known; what is refused is returned. */
function run(name: string, code: CodeContext, write: (encoder: Encoder) => void): Encoder | Unstorable {
  let current: Encoder | null = null;
  try {
    return encodeKnowing(knowledge => {
      current = new Encoder(code, knowledge, chooseCodec);
      write(current);
      return current;
    });
  } catch (error) {
    if (!isHeadwaterError(error) || error.code !== 'HW301') throw error;
    return { variable: name, path: formatPath(name, stepsOf(current)), what: error.message, hint: error.hint };
  }
}

function stepsOf(encoder: Encoder | null): Encoder['steps'] {
  return encoder === null ? [] : encoder.steps;
}

function isPlainTable(value: unknown): value is Parameters<typeof encodeEnvelope>[0] {
  return typeof value === 'object' && value !== null && !types.isProxy(value) && isTable(value);
}

function makeGroup(
  names: readonly string[],
  values: ReadonlyMap<string, unknown>,
  alone: ReadonlyMap<string, EncodedValue>,
  code: CodeContext
): EncodedGroup | Unstorable[] {
  const group = { variables: names, values: Object.fromEntries(names.flatMap(name => entryOf(name, alone))), joint: null };
  const first = values.get(names[0] ?? '');
  if (names.every(name => Object.is(values.get(name), first))) return group;
  const result = run(names.join(', '), code, encoder => writeJoint(names, values, encoder));
  if ('what' in result) return names.map(variable => ({ ...result, variable }));
  return { ...group, joint: seal(result.finish(), { pythonType: "<class 'dict'>", summary: `${names.join(', ')} together` }) };
}

function entryOf(name: string, alone: ReadonlyMap<string, EncodedValue>): [string, EncodedValue][] {
  const encoded = alone.get(name);
  return encoded === undefined ? [] : [[name, encoded]];
}

/** A dict of the variables, by name. */
function writeJoint(names: readonly string[], values: ReadonlyMap<string, unknown>, encoder: Encoder): void {
  encoder.pickle.op(op.EMPTY_DICT);
  encoder.pickle.op(op.MARK);
  for (const name of names) {
    encoder.pickle.string(name);
    encoder.write(values.get(name));
  }
  encoder.pickle.op(op.SETITEMS);
}
