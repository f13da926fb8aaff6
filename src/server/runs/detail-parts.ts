import type { RunDetail } from '../api/run';

/** What else is known of a run besides its row. */
export type DetailParts = Omit<RunDetail, 'run' | 'root'>;
