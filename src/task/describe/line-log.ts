import { createHash, type Hash } from 'node:crypto';
import type { Line, VariableDescription } from './description';

/** Lines of a variable that are kept one by one; of the rest a hash for every `blockSize`. */
const keptLines = 5000;
const blockSize = 5000;
/** Characters that are gathered before they are hashed: a call for each line would cost more than the hash. */
const gathered = 1 << 16;

/** Takes down a variable line by line, in bounded space. */
export class LineLog {
  private readonly lines: Line[] = [];
  private readonly whole: Hash = createHash('sha1');
  private block: { readonly path: string; readonly hash: Hash; count: number } | null = null;
  private pending = '';

  /** True once lines are no longer kept: long runs of numbers may then be taken as one. */
  get isFull(): boolean {
    return this.lines.length >= keptLines;
  }

  /** `path` is asked for where a block of lines begins. */
  add(depth: number, key: string, text: string, path: () => string): void {
    if (!this.isFull) this.lines.push([depth, key, text]);
    else this.addToBlock(path);
    this.pending += `${depth}\t${key}\t${text}\n`;
    if (this.pending.length > gathered) this.flush();
    if (this.block !== null && this.block.count === blockSize) this.endBlock();
  }

  end(name: string): VariableDescription {
    if (this.block !== null) this.endBlock();
    this.flush();
    return { name, digest: this.whole.digest('hex'), lines: this.lines };
  }

  private addToBlock(path: () => string): void {
    if (this.block === null) {
      this.flush();
      this.block = { path: path(), hash: createHash('sha1'), count: 0 };
    }
    this.block.count++;
  }

  private endBlock(): void {
    this.flush();
    const { block } = this;
    if (block !== null) this.lines.push([1, block.path, `… ${block.count} values, sha1 ${block.hash.digest('hex')}`]);
    this.block = null;
  }

  private flush(): void {
    if (this.pending === '') return;
    this.whole.update(this.pending);
    this.block?.hash.update(this.pending);
    this.pending = '';
  }
}
