import type { Pages } from '../page';

/** Pages of HW110 to HW129: the language of a notebook and its source. */
export const languagePages: Pages = {};
