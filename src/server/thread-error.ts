import { HeadwaterError, isHeadwaterError } from '../errors';

/** An error on its way from a thread: classes and causes do not travel. */
export interface ThreadError {
  /** Null for an error that is no HeadwaterError. */
  readonly code: string | null;
  readonly message: string;
  readonly hint: string;
  readonly about: string | null;
}

/** What a thread tells of something that was thrown. */
export function threadError(error: unknown): ThreadError {
  if (isHeadwaterError(error)) return { code: error.code, message: error.message, hint: error.hint, about: error.about };
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error), hint: '', about: null };
}

/** The error that was thrown in the thread, as far as it has travelled. */
export function errorOfThread({ code, message, hint, about }: ThreadError): Error {
  return code === null ? new Error(message) : new HeadwaterError(code, message, { hint, ...(about === null ? {} : { about }) });
}
