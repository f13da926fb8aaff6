const longest = 80;

/** A JSON value in a few words: texts as they are, the rest as JSON, cut where it gets long. */
export function shortText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
