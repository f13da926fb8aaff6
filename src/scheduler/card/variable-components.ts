import type { StoredVersion } from '../../artifact/artifact';
import type { CardComponent, Fact } from '../../card/component';
import { versionOf } from '../../run/version-table';
import { isVariable, type TaskFacts } from '../task-artifacts';
import type { ValuePreviews } from './value-previews';

/** Bytes of JSON that all previews on a card may take; how many variables are listed, and how many of them at first sight. */
const mostBytes = 24_000;
const mostVariables = 200;
const firstVariables = 30;

interface Variable {
  readonly name: string;
  readonly stored: StoredVersion;
  readonly kind: string;
}

/** What a task has made and read, what it has made first: each by what it is, its size and a few lines of it. */
export async function variableComponents(facts: TaskFacts, previews: ValuePreviews): Promise<CardComponent[]> {
  const all = variablesOf(facts);
  const found: Fact[] = [];
  let left = mostBytes;
  for (const { name, stored, kind } of all.slice(0, mostVariables)) {
    const fact = { name, value: stored.summary, kind, size: stored.size };
    const shown = left <= 0 ? null : await previews.of(stored);
    left -= shown === null ? 0 : JSON.stringify(shown).length;
    const isOpen = shown?.type === 'table' && kind !== 'read';
    found.push(shown === null || left < 0 ? fact : { ...fact, shown, ...(isOpen ? { open: true } : {}) });
  }
  if (all.length > mostVariables) found.push({ name: '…', value: `${all.length - mostVariables} more: headwater show has all of them` });
  const more = found.slice(firstVariables);
  const list: CardComponent = { type: 'facts', facts: found.slice(0, firstVariables) };
  if (more.length === 0) return [list];
  return [list, { type: 'section', title: `${more.length} more variables`, open: false, components: [{ type: 'facts', facts: more }] }];
}

function variablesOf({ state, position, unit, record }: TaskFacts): Variable[] {
  const item = unit.index === null ? undefined : state.steps[position]?.units[0]?.record?.items?.[unit.index]?.stored;
  const read = Object.keys(record.reads).flatMap(name => {
    const { version } = versionOf(state, { position, kind: unit.kind }, name);
    return version.kind === 'value' && isVariable(name) ? [{ name, stored: version.stored, kind: 'read' }] : [];
  });
  const before = new Map(read.map(({ name, stored }) => [name, stored.key]));
  // What only shares objects with something new is written again, as it was.
  const written = Object.entries(record.writes).flatMap(([name, write]) =>
    write.kind === 'value' && isVariable(name) && before.get(name) !== write.stored.key
      ? [{ name, stored: write.stored, kind: before.has(name) ? 'changed here' : 'made here' }]
      : []
  );
  const made = new Set(written.map(each => each.name));
  return [
    ...(record.result === null ? [] : [{ name: 'result', stored: record.result, kind: 'made here' }]),
    ...(item === undefined ? [] : [{ name: 'item', stored: item, kind: 'of foreach' }]),
    ...written,
    ...read.filter(each => !made.has(each.name))
  ];
}
