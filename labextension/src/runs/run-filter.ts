import type { RunRow } from '../../../src/server/api/run';

/** The runs in which each word of `text` occurs: in a parameter (`depth=3` or parts of it), a tag, the user, the status, the flow's name or the run's id. */
export function filterRuns(rows: readonly RunRow[], text: string): readonly RunRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? rows : rows.filter(row => isFound(textOf(row), words));
}

/** Names of the parameters that are not the same in all runs of a flow; by flow. What all have in common tells runs apart from nothing. */
export function differingParameters(rows: readonly RunRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const seen = new Map<string, Map<string, string | null>>();
  const runs = new Map<string, number>();
  for (const { flow, parameters } of rows) {
    const texts = seen.get(flow) ?? new Map<string, string | null>();
    const before = runs.get(flow) ?? 0;
    for (const { name, text } of parameters) {
      const known = texts.get(name);
      if (known === undefined) texts.set(name, before === 0 ? text : null);
      else if (known !== text) texts.set(name, null);
    }
    const given = new Set(parameters.map(({ name }) => name));
    for (const name of texts.keys()) if (!given.has(name)) texts.set(name, null);
    seen.set(flow, texts);
    runs.set(flow, before + 1);
  }
  return new Map([...seen].map(([flow, texts]) => [flow, new Set([...texts].filter(([, text]) => text === null).map(([name]) => name))]));
}

const texts = new WeakMap<RunRow, string>();

/** Rows are never changed, only replaced: each one's text is made once. */
function textOf(row: RunRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { flow, id, status, user, userTags, parameters } = row;
  const text = [flow, id, status, user ?? '', ...userTags, ...parameters.map(({ name, text }) => `${name}=${text}`)]
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}

function isFound(text: string, words: readonly string[]): boolean {
  return words.every(word => text.includes(word));
}
