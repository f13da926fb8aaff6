import type { IncomingMessage } from 'node:http';
import { HeadwaterError } from '../errors';
import { badRequest } from './call';

/** Bytes of a body: a notebook with all its outputs may be big, and is sent without them. */
const most = 50 * 1024 * 1024;

/** The JSON of a request's body. @throws HeadwaterError HW613 when it is too long, HW611 when it is no JSON */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most)
      throw new HeadwaterError('HW613', `The request is longer than ${most / 1024 / 1024} MB.`, {
        hint: "Clear the notebook's outputs, or take big texts out of its cells."
      });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw badRequest('The body of the request is no JSON.', 'body');
  }
}
