/** A value that a component cannot be made of; the message says why, and what to give, and goes on after "it": `is no table: give …`. */
export class UnfitValue extends Error {}
