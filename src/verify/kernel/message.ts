import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** A message of the Jupyter protocol, without its routing. https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export interface Message {
  readonly id: string;
  readonly type: string;
  /** Id of the request that it answers; null when it answers none. */
  readonly parent: string | null;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Version of the protocol that is spoken. */
const version = '5.3';
const delimiter = '<IDS|MSG>';

/** A new request. */
export function newRequest(type: string, content: Message['content']): Message {
  return { id: randomUUID(), type, parent: null, content };
}

/** The frames of a message, signed with the connection's key. */
export function toFrames({ id, type, content }: Message, session: string, key: string): string[] {
  const header = { msg_id: id, msg_type: type, session, username: 'headwater', date: new Date().toISOString(), version };
  const parts = [header, {}, {}, content].map(each => JSON.stringify(each));
  return [delimiter, signature(parts, key), ...parts];
}

/** Reads frames; null for what is no message or is not signed with the key. */
export function fromFrames(frames: readonly Uint8Array[], key: string): Message | null {
  const texts = frames.map(each => Buffer.from(each).toString('utf8'));
  const start = texts.indexOf(delimiter);
  const [signed, ...parts] = texts.slice(start + 1, start + 6);
  if (start < 0 || signed === undefined || parts.length < 4 || !isSame(signed, signature(parts, key))) return null;
  const [header, parent, , content] = parts.map(each => JSON.parse(each) as Record<string, unknown>);
  const answered = parent?.['msg_id'];
  return {
    id: String(header?.['msg_id']),
    type: String(header?.['msg_type']),
    parent: typeof answered === 'string' ? answered : null,
    content: content ?? {}
  };
}

function signature(parts: readonly string[], key: string): string {
  const hmac = createHmac('sha256', key);
  for (const each of parts) hmac.update(each);
  return hmac.digest('hex');
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
