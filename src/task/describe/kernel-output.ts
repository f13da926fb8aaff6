import { isTicking, setTicking } from '../ambient/controlled-world';
import type { Output } from './description';

type Write = NodeJS.WriteStream['write'];

const printed: Record<keyof Output, Buffer[]> = { stdout: [], stderr: [] };

/** From now on what cells print is taken down here: on its way through ZeroMQ a kernel may lose lines, and what comes after a cell's end has no cell. */
export function captureOutput(): void {
  for (const name of ['stdout', 'stderr'] as const) capture(name, process[name]);
}

/** What was printed since the last call. */
export function outputSoFar(): Output {
  const taken = { stdout: Buffer.concat(printed.stdout).toString('utf8'), stderr: Buffer.concat(printed.stderr).toString('utf8') };
  printed.stdout = [];
  printed.stderr = [];
  return taken;
}

/** The kernel gives the stream another way to write for each cell, before the cell begins; what a cell itself puts there is its own affair. */
function capture(name: keyof Output, stream: NodeJS.WriteStream): void {
  let current = takingDown(name, stream.write.bind(stream));
  Object.defineProperty(stream, 'write', {
    get: () => current,
    set: (next: Write) => void (current = isTicking() ? next : takingDown(name, next)),
    configurable: true
  });
}

/** Looks at the clock of what prints do not count. */
function takingDown(name: keyof Output, write: Write): Write {
  return (...given: unknown[]): boolean => {
    const before = setTicking(false);
    try {
      printed[name].push(bytesOf(given[0], given[1]));
      return Reflect.apply(write, process[name], given) as boolean;
    } finally {
      setTicking(before);
    }
  };
}

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, Buffer.isEncoding(String(encoding)) ? (encoding as BufferEncoding) : 'utf8');
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
}
