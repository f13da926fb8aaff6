/** What the parent tells the server on the first line of its stdin. JSON. */
export interface ServerSettings {
  /** Absolute path of Jupyter's root folder: every path of a request lies below it. */
  readonly root: string;
  /** Path of the unix socket to listen on, in a folder that only the user may enter; null: a port of the loopback interface. */
  readonly socket: string | null;
  /** What each request must carry as the header `x-headwater-secret`; null where the socket's folder protects it. */
  readonly secret: string | null;
}

/** Reads the parent's line; null when it is not one, or asks for a port without a secret. */
export function readSettings(line: string): ServerSettings | null {
  const { root, socket = null, secret = null } = parse(line);
  if (typeof root !== 'string' || !isTextOrNull(socket) || !isTextOrNull(secret)) return null;
  return socket === null && secret === null ? null : { root, socket, secret };
}

function parse(line: string): Partial<Record<keyof ServerSettings, unknown>> {
  try {
    return Object(JSON.parse(line)) as Partial<Record<keyof ServerSettings, unknown>>;
  } catch {
    return {};
  }
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && value !== '');
}
