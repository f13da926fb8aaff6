import { durationText } from '../../src/duration-text';
import { displayWriter } from '../cards/kernel-output';

/** How far something has come, for whoever waits for it. */
export interface ProgressSign {
  /** To be called now and then: shows it where it has taken a second, and lets what else is to be done be done. */
  step(done: number): Promise<void>;
  /** What was shown says how long it took. */
  end(): void;
}

/** Milliseconds after which people want to know that something goes on, between two signs, and that something may hold up everything else. */
const patience = 1000;
const gap = 200;
const longestTurn = 40;

/** Nothing is shown of what takes less than a second. In a notebook the sign is an output of the cell; in a terminal a line of stderr that is gone at the end. */
export function progressSign(what: string, total: number): ProgressSign {
  const began = performance.now();
  let [turned, shown] = [began, began + patience - gap];
  let show: Show | null = null;
  const count = total.toLocaleString('en');
  return {
    async step(done) {
      const now = performance.now();
      if (now - shown >= gap) {
        shown = now;
        show ??= showOf();
        show(`${what}: ${done.toLocaleString('en')} of ${count}`, done / Math.max(1, total));
      }
      if (now - turned < longestTurn) return;
      await new Promise(resolve => setImmediate(resolve));
      turned = performance.now();
    },
    end: () => show?.(`${what}: ${count} in ${durationText(performance.now() - began)}`, null)
  };
}

/** `part` from 0 to 1; null when it has ended. */
type Show = (text: string, part: number | null) => void;

let signs = 0;

function showOf(): Show {
  const write = displayWriter();
  if (write === null) return inTerminal;
  const display_id = `headwater-progress-${process.pid}-${(signs += 1)}`;
  let isUpdate = false;
  return (text, part) => {
    const bar = part === null ? '' : `<progress max="1" value="${part.toFixed(3)}" aria-label="${text}"></progress> `;
    (displayWriter() ?? write)(
      { data: { 'text/plain': text, 'text/html': `<small>${bar}${text}</small>` }, metadata: {}, transient: { display_id } },
      isUpdate
    );
    isUpdate = true;
  };
}

const inTerminal: Show = (text, part) => {
  if (process.stderr.isTTY) process.stderr.write(part === null ? '\r\u001B[K' : `\r\u001B[K${text}`);
};
