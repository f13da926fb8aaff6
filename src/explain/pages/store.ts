import type { Pages } from '../page';

/** Pages of HW4xx: the store, the client and pathspecs. */
export const storePages: Pages = {};
