/** What each cell of a list is called, from the ids found: its own, or `cell-<index>` where it has none or one that an earlier cell has. */
export function cellIds(found: readonly unknown[]): string[] {
  const taken = new Set<string>();
  return found.map((given, index) => {
    const id = typeof given === 'string' && given !== '' && !taken.has(given) ? given : freeId(index, taken);
    taken.add(id);
    return id;
  });
}

function freeId(index: number, taken: ReadonlySet<string>): string {
  let id = `cell-${index}`;
  while (taken.has(id)) id += '-';
  return id;
}
