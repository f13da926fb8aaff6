import { setProperty } from './containers';
import { PythonObject, Unfinished } from './python-values';
import { isObject } from './value-kinds';

/** Key under which our own pickles tell Python an instance's class; no property of it. */
const classNameKey = '__class_name__';

/** What BUILD makes of the object: fields are set; an unfinished one is finished. */
export function setState(target: unknown, state: unknown): unknown {
  if (target instanceof Unfinished) return target.finish(state);
  if (target instanceof PythonObject) target.state = state;
  else if (isObject(target) && isObject(state)) setFields(target, state);
  return target;
}

/** Pickles of class instances may have two dicts: attributes, and slots. */
function setFields(target: object, state: object): void {
  const dicts: unknown[] = Array.isArray(state) ? state : [state];
  for (const dict of dicts) {
    if (!isObject(dict)) continue;
    const entries = dict instanceof Map ? dict.entries() : Object.entries(dict);
    for (const [key, value] of entries) if (key !== classNameKey) setProperty(target, String(key), value);
  }
}
