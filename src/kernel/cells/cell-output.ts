import type { Outgoing } from '../protocol/wire';
import type { CellSources } from './cell-sources';

type Stream = 'stdout' | 'stderr';

/** Longest time that printed text waits for more, in milliseconds, and how much of it is sent as one message. */
const longest = 25;
const most = 2 ** 16;

/** Takes over what cells print and display, and passes it on in order. */
export class CellOutput {
  private text = '';
  private stream: Stream = 'stdout';
  private since = 0;
  private timer: NodeJS.Timeout | null = null;
  private isSilent = false;
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  private readonly sources: CellSources;
  private readonly send: (type: string, content: Outgoing['content']) => void;

  /** `send` publishes in the name of the cell that ran last. `sources`: the cells that stack traces may be about. */
  constructor(sources: CellSources, send: (type: string, content: Outgoing['content']) => void) {
    this.sources = sources;
    this.send = send;
  }

  /** Before each cell: an earlier one may have put something else in the place of these. */
  capture(isSilent: boolean): void {
    this.isSilent = isSilent;
    for (const name of ['stdout', 'stderr'] as const) process[name].write = this.writerOf(name);
    // tslab's `display` finds its way out by this variable of its module.
    const jupyter: object = require('tslab/dist/jupyter.js') as object;
    Reflect.set(jupyter, 'lastWriteDisplayData', (content: Outgoing['content'], isUpdate: boolean | undefined) => {
      this.flush();
      // An output of an earlier cell is redrawn while a silent one runs, too.
      if (!isSilent || isUpdate === true) this.send(isUpdate === true ? 'update_display_data' : 'display_data', content);
    });
  }

  /** Sends what was printed so far, then this. */
  publish(type: string, content: Outgoing['content']): void {
    this.flush();
    if (!this.isSilent) this.send(type, content);
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { text } = this;
    this.text = '';
    if (text !== '' && !this.isSilent) this.send('stream', { name: this.stream, text: this.sources.translated(text) });
  }

  private writerOf(name: Stream): typeof process.stdout.write {
    return (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      this.print(name, typeof chunk === 'string' ? chunk : this.decoders[name].decode(chunk, { stream: true }));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback);
      return true;
    };
  }

  private print(name: Stream, text: string): void {
    if (this.stream !== name) this.flush();
    const now = performance.now();
    if (this.text === '') this.since = now;
    this.stream = name;
    this.text += text;
    // A cell that never pauses lets no timer run.
    if (this.text.length > most || now - this.since > longest) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), longest).unref();
  }
}
