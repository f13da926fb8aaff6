import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** Header of a message. https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A request as it came in. */
export interface Request {
  /** Whom to answer: ZeroMQ's routing frames. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Contents of a connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
}

/** Version of the protocol that is spoken. */
export const protocolVersion = '5.3';
const delimiter = '<IDS|MSG>';
const session = randomUUID();

/** Reads frames; null for what is no message or is not signed with the key. */
export function readRequest(frames: readonly Uint8Array[], key: string): Request | null {
  const start = frames.findIndex(each => Buffer.from(each).toString('latin1') === delimiter);
  const [signed, ...parts] = frames.slice(start + 1, start + 6).map(each => Buffer.from(each).toString('utf8'));
  if (start < 0 || signed === undefined || parts.length < 4 || !isSame(signed, signature(parts, key))) return null;
  try {
    const [header, , metadata, content] = parts.map(each => JSON.parse(each) as unknown);
    return {
      identities: frames.slice(0, start),
      header: header as Header,
      metadata: metadata as Request['metadata'],
      content: content as Request['content']
    };
  } catch {
    return null;
  }
}

/** What is sent: an answer or a publication, and the request that it is part of; null for none. */
export interface Outgoing {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly parent: Header | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The signed frames of a message. `first`: routing frames, or the topic of a publication. */
export function writeMessage(message: Outgoing, first: readonly (Uint8Array | string)[], key: string): (Uint8Array | string)[] {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: message.type,
    session,
    username: 'kernel',
    date: new Date().toISOString(),
    version: protocolVersion
  };
  const parts = [header, message.parent ?? {}, message.metadata ?? {}, message.content].map(each => JSON.stringify(each));
  return [...first, delimiter, signature(parts, key), ...parts];
}

/** An empty key means that nothing is signed. */
function signature(parts: readonly string[], key: string): string {
  if (key === '') return '';
  const hmac = createHmac('sha256', key);
  for (const each of parts) hmac.update(each);
  return hmac.digest('hex');
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
