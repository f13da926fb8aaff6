import type { Pages } from '../page';

/** Pages of HW150 to HW179: tags, steps and what they need from each other. */
export const graphPages: Pages = {};
