import type { StoredVersion } from '../artifact/artifact';
import { encodeValue } from '../artifact/encode-variables';
import { namingContext } from '../artifact/naming-context';
import type { BlobStore } from '../datastore/datastore';
import type { CaughtValues, Event } from '../run/event';
import type { Instruction } from '../run/instruction';
import type { RunState } from '../run/run-state';
import type { TaskError } from '../task/protocol';

/** Stores what a caught failure is published as. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function storeCaught(blobs: BlobStore, { error, errors }: Instruction & { type: 'catch' }): CaughtValues {
  return {
    error: storeValue(blobs, errorOf(error)),
    list:
      errors === null
        ? null
        : storeValue(
            blobs,
            errors.map(each => (each === null ? null : errorOf(each)))
          ),
    nothing: storeValue(blobs, null)
  };
}

/**
 * A step that catches failures and had none leaves null in its variable (a foreach with failed items their errors), unless its own code has
 * assigned it. @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export function withNothingCaught(event: Event & { type: 'finished' }, state: RunState, blobs: BlobStore): Event {
  const [position = -1, unit = -1] = state.live[event.execution] ?? [];
  const variable = state.plan.steps[position]?.catches ?? null;
  const step = state.steps[position];
  const { record } = event;
  const kind = step?.units[unit]?.kind ?? 'split';
  if (variable === null || kind === 'split' || Object.hasOwn(record.writes, variable)) return event;
  const stored = (kind === 'join' ? step?.caught : null) ?? storeValue(blobs, null);
  return { ...event, record: { ...record, writes: { ...record.writes, [variable]: { kind: 'value', stored } } } };
}

function storeValue(blobs: BlobStore, value: unknown): StoredVersion {
  const { key, parts, size, raw, pythonType, summary } = encodeValue('the caught error', value, namingContext);
  blobs.save(key, parts, raw);
  return { key, joint: null, size, raw, pythonType, summary };
}

/** The error as the cell's own code would have caught it: of its own class if that is one of JavaScript's. */
function errorOf({ type, message, stack, code }: TaskError): Error {
  const known = builtinErrors.find(each => each.name === type) ?? Error;
  const error = new known(message);
  if (error.name !== type) error.name = type;
  error.stack = stack === '' ? `${type}: ${message}` : stack;
  return code === 'HW200' ? error : Object.assign(error, { code });
}

const builtinErrors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
