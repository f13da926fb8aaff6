/** Tells which variable of the running step holds a value; null when none does. */
export type NameOfValue = (value: object) => string | null;

/** Where components of a task find a `NameOfValue` when their card is stored: a property of `globalThis`, as for `cardLogKey`. */
export const nameOfValueKey = Symbol.for('headwater.cards.names');
