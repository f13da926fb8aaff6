/** Puts variables that share an object, directly or through others, into one group. Names in a group are sorted. */
export function groupBySharing(variables: readonly { readonly name: string; readonly objects: readonly object[] }[]): string[][] {
  if (variables.length < 2) return variables.map(({ name }) => [name]);
  const parents = new Map(variables.map(({ name }) => [name, name]));
  const owners = new Map<object, string>();
  for (const { name, objects } of variables) {
    for (const object of objects) {
      const owner = owners.get(object);
      if (owner === undefined) owners.set(object, name);
      else if (owner !== name) parents.set(rootOf(name, parents), rootOf(owner, parents));
    }
  }
  return collect([...parents.keys()], parents);
}

function rootOf(name: string, parents: ReadonlyMap<string, string>): string {
  let root = name;
  for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
  return root;
}

function collect(names: readonly string[], parents: ReadonlyMap<string, string>): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const root = rootOf(name, parents);
    groups.set(root, [...(groups.get(root) ?? []), name]);
  }
  return [...groups.values()].map(group => group.sort());
}
