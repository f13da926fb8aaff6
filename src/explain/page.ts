/** What `headwater explain <code>` prints about one code. Plain text; code blocks keep their line breaks. */
export interface Page {
  /** A few words, as a heading. */
  readonly title: string;
  /** What it means and why it matters: one to four sentences. */
  readonly meaning: string;
  /** The smallest input that causes it. */
  readonly example: string;
  /** What to do, one sentence or a short list of lines. */
  readonly fix: string;
}

/** Pages by code. */
export type Pages = Readonly<Record<string, Page>>;
