import type { ValueEntry, ValueNode } from '../api/artifact';
import { summaryOf } from '../runs/variable-row';
import { childrenOf } from './children';

/** Characters of a text that are sent. */
const longestText = 100_000;

/**
 * One level of a nested value: the part that is reached by the positions `at`, with its entries `from` to `from + limit`.
 * Null when there is no such part.
 */
export function valueNode(value: unknown, at: readonly number[], from: number, limit: number): ValueNode | null {
  const part = partAt(value, at);
  if (part === null) return null;
  const children = childrenOf(part.value);
  const text = typeof part.value === 'string' ? part.value.slice(0, longestText) : summaryOf(part.value);
  const node = { text, type: typeText(part.value), total: children?.total ?? 0 };
  if (children === null) return { ...node, entries: null };
  const count = Math.max(0, Math.min(limit, children.total - from));
  return { ...node, entries: Array.from({ length: count }, (_, i) => entryOf(from + i, children.at(from + i))) };
}

function partAt(value: unknown, at: readonly number[]): { readonly value: unknown } | null {
  let found = value;
  for (const position of at) {
    const children = childrenOf(found);
    if (children === null || !(position >= 0 && position < children.total)) return null;
    found = children.at(position).value;
  }
  return { value: found };
}

function entryOf(at: number, { label, value }: { readonly label: string; readonly value: unknown }): ValueEntry {
  return { at, label, text: summaryOf(value), type: typeText(value), open: (childrenOf(value)?.total ?? 0) > 0 };
}

/** The first word of a summary says what it is: `number 5`, `Map(12)`. */
function typeText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return summaryOf(value).split(/[ (:]/, 1)[0] ?? 'object';
}
