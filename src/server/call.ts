import { HeadwaterError } from '../errors';
import type { EventStream } from './event-stream';
import type { Places } from './places';

/** A request as a route sees it. */
export interface Call {
  readonly query: URLSearchParams;
  /** The body's JSON; null for GET. */
  readonly body: unknown;
  readonly places: Places;
  /** Aborted when whoever asked is gone. */
  readonly gone: AbortSignal;
}

/** What a route answers. */
export type Reply =
  | { readonly type: 'json'; readonly value: object }
  | { readonly type: 'page'; readonly status: number; readonly text: string }
  | { readonly type: 'bytes'; readonly contentType: string; readonly bytes: Iterable<Uint8Array> }
  | {
      readonly type: 'events';
      /** Tells until its promise is fulfilled; ends early when the reader has gone. */
      readonly tell: (stream: EventStream) => Promise<void>;
    };

/** One thing that can be asked for. @throws HeadwaterError whatever is wrong with the request */
export type Route = (call: Call) => Reply | Promise<Reply>;

/** An answer in JSON. */
export function json(value: object): Reply {
  return { type: 'json', value };
}

/** A field of the query that must be there. @throws HeadwaterError HW611 */
export function needed(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null) throw badRequest(`The request lacks '${name}'.`, name);
  return value;
}

/** A whole number of the query between two limits; `otherwise` when it is not given. @throws HeadwaterError HW611 */
export function wholeNumber(query: URLSearchParams, name: string, otherwise: number, least: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw badRequest(`'${name}' must be a whole number from ${least} to ${most}, and not '${text}'.`, name);
}

/** What is wrong with a request that the page should not have sent. */
export function badRequest(message: string, about: string): HeadwaterError {
  return new HeadwaterError('HW611', message, { about, hint: 'Reload the page: its Headwater may be older than the server.' });
}
