import { Digits, Fields, type PlainValue } from './plain-value';

/** What readers of a JSON file should know. */
export interface JsonRemarks {
  /** Numbers that a JavaScript number does not hold exactly. */
  longNumbers: number;
  /** NaN and infinities. */
  notNumbers: number;
}

/** Nothing remarked yet. */
export function newRemarks(): JsonRemarks {
  return { longNumbers: 0, notNumbers: 0 };
}

/** A value as JSON: numbers with all their digits; NaN and infinities as texts. */
export function jsonText(value: PlainValue, remarks: JsonRemarks = newRemarks()): string {
  if (typeof value === 'number') return numberText(value, remarks);
  if (value instanceof Digits) return digitsText(value.text, remarks);
  if (value instanceof Fields)
    return `{${value.entries.map(([name, each]) => `${JSON.stringify(name)}:${jsonText(each, remarks)}`).join(',')}}`;
  if (isList(value)) return `[${value.map(each => jsonText(each, remarks)).join(',')}]`;
  return JSON.stringify(value);
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

function numberText(value: number, remarks: JsonRemarks): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  remarks.notNumbers += 1;
  return JSON.stringify(String(value));
}

/** Fifteen decimal digits survive every reader. */
function digitsText(text: string, remarks: JsonRemarks): string {
  const length = text.replace(/^-?0*\.?0*|\./g, '').length;
  if (length > 15 && !Number.isSafeInteger(Number(text))) remarks.longNumbers += 1;
  return text;
}
