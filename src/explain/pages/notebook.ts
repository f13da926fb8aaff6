import type { Pages } from '../page';

/** Pages of HW100 to HW109 and HW130 to HW149: the notebook file, its metadata and its types. */
export const notebookPages: Pages = {};
