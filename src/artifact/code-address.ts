import type { CodeAddress } from './artifact';

/** An address as one line of JSON, e.g. `["definition",3,"Model"]`; `parseAddress` reads it back. */
export function formatAddress(address: CodeAddress): string {
  switch (address.kind) {
    case 'definition':
      return JSON.stringify(['definition', address.cell, address.name, ...address.path]);
    case 'module':
      return JSON.stringify(['module', address.module, ...address.path]);
    case 'builtin':
      return JSON.stringify(['builtin', ...address.path]);
  }
}

/** The address that `formatAddress` wrote; null for any other text. */
export function parseAddress(text: string): CodeAddress | null {
  const [kind, ...rest] = parseList(text);
  if (kind === 'builtin') return { kind, path: rest.map(String) };
  if (kind === 'module' && rest.length > 0) return { kind, module: String(rest[0]), path: rest.slice(1).map(String) };
  if (kind === 'definition' && typeof rest[0] === 'number' && rest.length > 1)
    return { kind, cell: rest[0], name: String(rest[1]), path: rest.slice(2).map(String) };
  return null;
}

/** How people would call what lies there: `Model`, `Inner.Pt`, `apache-arrow Table`, `Array.prototype.push`. */
export function describeAddress(address: CodeAddress): string {
  const path = address.path.join('.');
  if (address.kind === 'definition') return path ? `${address.name}.${path}` : address.name;
  if (address.kind === 'module') return path ? `${address.module} ${path}` : address.module;
  return path;
}

function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
