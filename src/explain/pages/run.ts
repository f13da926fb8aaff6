import type { Pages } from '../page';

/** Pages of HW2xx: the user's code when it runs. */
export const runPages: Pages = {};
