import type { Telling } from '../verify/telling';
import { durationText } from '../duration-text';

/** Where progress is told: stderr. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds after which people are told what goes on. */
const patience = 1000;

/**
 * Tells of progress: a line for what is done; what goes on for more than a second on a line that is drawn again each second, or, where it is no
 * terminal, with a line after 10 s, 20 s, 40 s and so on. `close` takes that line away.
 */
export function tellProgress(stream: ProgressStream): Telling & { close(): void } {
  let [current, since, next] = ['', performance.now(), 0];
  const draw = (): void => {
    const elapsed = performance.now() - since;
    if (current === '' || elapsed < patience) return;
    const text = `  ${current} … ${durationText(Math.floor(elapsed / 1000) * 1000)}`;
    if (stream.isTTY === true) stream.write(`\r${text.slice(0, Math.max(20, stream.columns ?? 80) - 1)}\u001b[K`);
    else if (elapsed >= next) {
      next *= 2;
      stream.write(`${text}\n`);
    }
  };
  const clear = (): void => void (stream.isTTY === true && current !== '' && stream.write('\r\u001b[K'));
  const timer = setInterval(draw, patience);
  return {
    doing(what) {
      if (what === current) return;
      [current, since, next] = [what, performance.now(), 10_000];
    },
    done(what) {
      clear();
      current = '';
      stream.write(`  ${what}\n`);
    },
    close() {
      clear();
      current = '';
      clearInterval(timer);
    }
  };
}
