import { isHeadwaterError } from '../errors';
import type { Request } from './protocol/wire';

/** Answers one message of a comm: what is to be sent back. */
export type CommTarget = (data: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

/** Publishes something in the name of a request. */
type Publish = (type: string, content: Readonly<Record<string, unknown>>, request: Request) => void;

/** Conversations between the front end and the kernel. Each message is a request `{id, …}` and has one answer `{id, ok, …}`. */
export class Comms {
  private readonly open = new Map<string, string>();

  private readonly targets: Readonly<Record<string, CommTarget>>;
  private readonly publish: Publish;

  constructor(targets: Readonly<Record<string, CommTarget>>, publish: Publish) {
    this.targets = targets;
    this.publish = publish;
  }

  opened(request: Request): null {
    const [id, target] = [String(request.content['comm_id']), String(request.content['target_name'])];
    if (Object.hasOwn(this.targets, target)) this.open.set(id, target);
    else this.publish('comm_close', { comm_id: id, data: {} }, request);
    return null;
  }

  closed({ content }: Request): null {
    this.open.delete(String(content['comm_id']));
    return null;
  }

  async told(request: Request): Promise<null> {
    const id = String(request.content['comm_id']);
    const target = this.targets[this.open.get(id) ?? ''];
    if (target === undefined) this.publish('comm_close', { comm_id: id, data: {} }, request);
    else this.publish('comm_msg', { comm_id: id, data: await answerOf(target, request.content['data']) }, request);
    return null;
  }

  /** Content of a `comm_info_reply`. */
  info({ content }: Request): Record<string, unknown> {
    const wanted = content['target_name'];
    const open = [...this.open].filter(([, target]) => wanted === undefined || wanted === null || target === wanted);
    return { status: 'ok', comms: Object.fromEntries(open.map(([id, target]) => [id, { target_name: target }])) };
  }
}

async function answerOf(target: CommTarget, data: unknown): Promise<Record<string, unknown>> {
  const request = typeof data === 'object' && data !== null ? { ...data } : {};
  const id = 'id' in request ? request.id : null;
  try {
    return { id, ok: true, ...(await target(request)) };
  } catch (error) {
    return { id, ok: false, error: inWords(error) };
  }
}

function inWords(error: unknown): Record<string, unknown> {
  if (isHeadwaterError(error)) return { code: error.code, message: error.message, hint: error.hint };
  return { code: 'HW602', message: `The kernel failed: ${String(error)}`, hint: 'Restart the kernel; if it happens again, report it.' };
}
