import type { WrittenTable } from '../table-file/write-options';
import { count, formatBytes } from './format-amounts';

/** Milliseconds after which an export says how far it is. */
const patience = 1000;

/** Milliseconds between two looks. */
const pause = 200;

/** Tells people on stderr how far an export is. */
export class ExportProgress {
  readonly #rows: number;
  readonly #started = Date.now();
  #shown = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  update(rows: number): void {
    const now = Date.now();
    if (!process.stderr.isTTY || now - this.#started < patience || now - this.#shown < pause) return;
    this.#shown = now;
    const share = this.#rows === 0 ? 100 : Math.floor((rows / this.#rows) * 100);
    process.stderr.write(`\r\u001b[K${String(share).padStart(3)} %  ${count(rows, 'row')} of ${this.#rows.toLocaleString('en')}`);
  }

  /** `notes`: what the format could not say as it is. */
  end(pathspec: string, file: string | null, { rows, columns, bytes, notes }: WrittenTable): void {
    if (this.#shown > 0) process.stderr.write('\r\u001b[K');
    const size = `${count(rows, 'row')} × ${count(columns, 'column')}, ${formatBytes(bytes)}`;
    process.stderr.write(`${pathspec}: ${size}${file === null ? '' : ` → ${file}`}\n`);
    for (const note of notes) process.stderr.write(`  note: ${note}\n`);
  }
}
