import type { Page } from '../../explain/page';

/** `GET explain?code=`: what a diagnostic code means and what to do, as plain text. */
export interface Explanation extends Page {
  readonly code: string;
}
