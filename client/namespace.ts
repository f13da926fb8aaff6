import { currentUser, metaflowSettings, type Environment } from '../src/datastore/metaflow-settings';

let chosen: string | null | undefined;

/**
 * Chooses whose runs are seen from now on: those with this tag (`user:ada`, `production:…`), or all of them with null.
 * Objects made before keep theirs. Returns the namespace.
 */
export function namespace(name: string | null): string | null {
  chosen = name;
  return name;
}

/** The namespace that holds now; null means all. */
export function getNamespace(): string | null {
  return chosen === undefined ? ownNamespace(process.cwd(), process.env) : chosen;
}

/** Goes back to one's own namespace, `user:<name>`, and returns it. The name: METAFLOW_USER, SUDO_USER, USERNAME or USER. */
export function defaultNamespace(): string | null {
  chosen = undefined;
  return getNamespace();
}

function ownNamespace(folder: string, env: Environment): string {
  const token = env['METAFLOW_PRODUCTION_TOKEN'] ?? '';
  return token === '' ? `user:${currentUser(metaflowSettings(folder, env), env)}` : `production:${token}`;
}
