/** How much of a table is shown. */
export interface Room {
  readonly rows: number;
  readonly columns: number;
  /** Bytes of JSON that the rows may take; the first row is shown whatever it takes. */
  readonly bytes: number;
  /** Characters of one value. */
  readonly cell: number;
}
