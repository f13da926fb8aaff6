/**
 * What Python cannot express travels in *notes*: a value that is pushed and popped at once, so that Python's own loader ignores it.
 * A note is a string `hw:<kind>` or a tuple that begins with one. A pickle with notes begins with a note that says so (`dialect`).
 *
 * A note of the first group stands right before the opcode that makes the value it speaks of; one of the second follows when the value
 * is complete, and speaks of the top of the stack. An address is JSON text, see `formatAddress`; `class` is '' for the usual class.
 */
export const dialect = 'headwater/1';

/** Notes before a value: kind, then what follows it in the tuple. */
export const before = {
  /** On None. */
  undefined: 'hw:undefined',
  /** On None: an array's element that is not there. */
  hole: 'hw:hole',
  /** On a dict: no prototype. */
  bare: 'hw:bare',
  /** On a dict of index -> value: length. */
  sparse: 'hw:sparse',
  /** On a list: class. */
  array: 'hw:array',
  /** On a dict, or a list of pairs when the keys would not be as distinct in Python: class. */
  map: 'hw:map',
  /** On a set or a list: class. */
  set: 'hw:set',
  /** On the call that makes a SimpleNamespace: class. */
  instance: 'hw:instance',
  /** As `instance`, of a class whose instances are made by a static method from what `toJSON` gave: class, method. */
  codec: 'hw:codec',
  /** On a datetime, or on None when Python has no such date: class, milliseconds (NaN: invalid). */
  date: 'hw:date',
  /** On an Exception: class. */
  error: 'hw:error',
  /** On an Exception: name, class. */
  domException: 'hw:dom-exception',
  /** On a str: source, flags, lastIndex, class. */
  regexp: 'hw:regexp',
  /** On a str: class. */
  url: 'hw:url',
  /** On a str: class. */
  params: 'hw:params',
  /** On a str: class; the URL that it belongs to is pushed before it, and popped after it. */
  linkedParams: 'hw:linked-params',
  /** On a primitive: class. */
  boxed: 'hw:boxed',
  /** On a str: how it is known, then what is needed. */
  symbol: 'hw:symbol',
  /** On a str: address of a function, class, module or other known object. */
  code: 'hw:code',
  /** On a str: dict of captured variables, source text. Without the source (the function was met among its own variables): no note. */
  closure: 'hw:closure',
  /** On a str: function, `this`, list of arguments. */
  boundFunction: 'hw:bound-function',
  /** On a numpy array or a bytes: name of the view's type, class. */
  view: 'hw:view',
  /** On a bytearray: name of the buffer's type. */
  buffer: 'hw:buffer'
} as const;

/** Notes after a value. */
export const after = {
  /** key, flags (see `propertyFlags`), value or getter, setter; repeated. */
  properties: 'hw:properties',
  /** The prototype, when it is no class's. */
  prototype: 'hw:prototype',
  /** Address of a class with `#private` fields, number of them, then name and value of each; repeated. */
  privates: 'hw:privates',
  /** 1 not extensible, 2 sealed, 3 frozen. */
  level: 'hw:level'
} as const;

/** Bits of a property's flags; `present`: the value is already there. */
export const propertyFlags = { writable: 1, enumerable: 2, configurable: 4, accessor: 8, present: 16 } as const;
