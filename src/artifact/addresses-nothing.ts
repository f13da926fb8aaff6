import type { CodeContext } from './artifact';

/** A context without any code: for values that refer to none. */
export const addressesNothing: CodeContext = {
  addressOf: () => null,
  resolve: () => undefined,
  compile: () => undefined,
  isAmbientName: () => false,
  privateFields: () => null
};
