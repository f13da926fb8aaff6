import type { Pages } from '../page';

/** Pages of HW3xx: values, and what cannot be stored or proven. */
export const valuePages: Pages = {};
