import type { Reply } from './protocol/shell';
import type { Request } from './protocol/wire';

interface Entry {
  readonly count: number;
  readonly code: string;
  /** Text of its value; empty for none. */
  text: string;
}

/** The cells of this session that were to be remembered, and their numbers. */
export class History {
  private readonly entries: Entry[] = [];
  private count = 0;

  /** The number of a cell that begins; one that is not to be remembered has that of the one before. */
  begin(code: string, store: boolean): number {
    if (store) this.entries.push({ count: ++this.count, code, text: '' });
    return this.count;
  }

  end(store: boolean, text: string): void {
    const last = this.entries.at(-1);
    if (store && last !== undefined) last.text = text;
  }

  /** Answers a `history_request`. There is one session, number 0, as a client asks for the current one. */
  answer({ content }: Request): Reply {
    const withOutput = content['output'] === true;
    const history = this.select(content).map(({ count, code, text }) => [0, count, withOutput ? [code, text === '' ? null : text] : code]);
    return { content: { status: 'ok', history } };
  }

  private select(content: Request['content']): Entry[] {
    const limit = typeof content['n'] === 'number' ? content['n'] : this.entries.length;
    if (content['hist_access_type'] === 'range') {
      const [start, stop] = [Number(content['start'] ?? 1), Number(content['stop'] ?? Infinity)];
      return this.entries.filter(({ count }) => count >= start && count < stop);
    }
    if (content['hist_access_type'] !== 'search') return limit <= 0 ? [] : this.entries.slice(-limit);
    const pattern = globPattern(String(content['pattern'] ?? '*'));
    const found = this.entries.filter(({ code }) => pattern.test(code));
    return (content['unique'] === true ? lastOfEach(found) : found).slice(-limit);
  }
}

/** `*` and `?` as in a shell. */
function globPattern(text: string): RegExp {
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function lastOfEach(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map(each => [each.code, each])).values()];
}
