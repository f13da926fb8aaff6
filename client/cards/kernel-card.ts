import { newCardLog, type CardLog } from '../../src/card/card-log';
import { displayWriter, kernelCells, type WriteDisplay } from './kernel-output';
import { redrawOutputs, showLive, type LiveOutput } from './live-output';

/** What one cell has put on the card, and the output in which it shows it. */
interface Part {
  readonly cell: string | null;
  readonly log: CardLog;
  readonly write: WriteDisplay | null;
  output: LiveOutput | null;
}

/** The card outside of runs: each cell shows what it puts on the card, and a cell that runs again puts it there anew. */
export interface KernelCard extends CardLog {
  /** Shows all of it as the output of the cell that runs, in place of its own part; false where nothing can be displayed. */
  show(): boolean;
}

/** An empty card for this process. */
export function newKernelCard(): KernelCard {
  let parts: Part[] = [];
  let isListening = false;
  const all = (): ReturnType<CardLog['components']> => parts.flatMap(each => each.log.components());
  const listen = (): void => {
    if (isListening) return;
    isListening = true;
    kernelCells()?.begins.add(cell => {
      const still = parts.filter(each => cell === null || each.cell !== cell);
      if (still.length === parts.length) return;
      parts = still;
      redrawOutputs();
    });
  };
  const partNow = (): Part => {
    const write = displayWriter();
    const last = parts.at(-1);
    if (last !== undefined && last.write === write) return last;
    listen();
    const made: Part = { cell: kernelCells()?.cell ?? null, log: newCardLog(() => undefined), write, output: null };
    parts.push(made);
    return made;
  };
  return {
    get size() {
      return parts.reduce((sum, { log }) => sum + log.size, 0);
    },
    append(component) {
      const id: unknown = idOf(component);
      const there = typeof id === 'string' ? parts.find(({ log }) => log.find(id) !== null) : undefined;
      const part = there ?? partNow();
      part.log.append(component);
      if (part.output === null) part.output = showLive(() => part.log.components());
      redrawOutputs();
    },
    clear() {
      for (const { log } of parts) log.clear();
      redrawOutputs();
    },
    changed: redrawOutputs,
    find: id => parts.map(({ log }) => log.find(id)).find(each => each !== null) ?? null,
    components: all,
    show() {
      const part = partNow();
      if (part.output === null) part.output = showLive(all);
      else part.output.turnTo(all);
      return part.output !== null;
    }
  };
}

/** A property that throws is none. */
function idOf(component: object): unknown {
  try {
    return Reflect.get(component, 'id');
  } catch {
    return undefined;
  }
}
