import { format, inspect } from 'node:util';
import type { CompletionInfo, ConvertResult, Converter, Diagnostic, IsCompleteResult } from 'tslab/dist/converter';
import type { Executor } from 'tslab/dist/executor';
import type { CellSources } from './cell-sources';
import { compiledName, tracedDiagnostic } from './cell-sources';
import { Checkpoints } from './checkpoints';
import { loadCompiler } from './compiler';
import { keepSourceMaps } from './compiler-maps';
import { interruption, red, type Failure, type Outcome } from './outcome';
import { definedNames, variablesIn } from './syntax';

/** What a cell runner tells of what it does. */
export interface RunnerEvents {
  /** `kernel`: it compiles, and must not be ended in the midst of it; `cell`: the cell's own code runs. */
  entered(phase: 'kernel' | 'cell'): void;
  /** A signal has ended a cell. */
  signalled(): void;
}

/** Compiles and runs cells with tslab's converter and executor. */
export class CellRunner {
  private readonly checkpoints = new Checkpoints(() => new Error(interruption().evalue));
  private readonly mappings: () => readonly string[];
  private readonly executor: Executor;
  private readonly events: RunnerEvents;
  private readonly sources: CellSources;
  /** What the running cell is called. */
  private name = '';
  private diagnostics: readonly Diagnostic[] = [];
  private converted: ConvertResult | null = null;
  private problems: unknown[][] = [];
  private value: unknown;
  private stop: (() => void) | null = null;
  private stopped = false;
  /** Types of everything that cells have declared, as a `.d.ts`. */
  declarations = '';

  constructor(folder: string, sources: CellSources, events: RunnerEvents) {
    this.sources = sources;
    this.events = events;
    this.mappings = keepSourceMaps();
    const { createConverter } = require('tslab/dist/converter.js') as typeof import('tslab/dist/converter');
    const { createExecutor } = require('tslab/dist/executor.js') as typeof import('tslab/dist/executor');
    const node = this.observed(createConverter({ isJS: false, isBrowser: false }));
    let browser: Converter | null = null;
    const converters = {
      node,
      get browser() {
        return (browser ??= createConverter({ isJS: false, isBrowser: true }));
      },
      close: () => [node, browser].forEach(each => each?.close())
    };
    this.executor = createExecutor(folder, converters, {
      log: (value: unknown) => void (this.value = value),
      error: (...said: unknown[]) => void this.problems.push(said)
    });
  }

  /** Variables of the cells, by name. */
  get variables(): Record<string, unknown> {
    return this.executor.locals;
  }

  /** Names that cells have declared: variables, functions, classes, types and imports. */
  get names(): Set<string> {
    const compiler = loadCompiler();
    const file = compiler.createSourceFile('declarations.d.ts', this.declarations, compiler.ScriptTarget.ES2022, true);
    return new Set([...variablesIn(file, compiler), ...file.statements.flatMap(each => definedNames(each, compiler))]);
  }

  /** Runs a cell. `name`: what its code is called in stack traces, `In[3]`. */
  run(source: string, name: string): Promise<Outcome> {
    Object.assign(this, { name, diagnostics: [], converted: null, problems: [], value: undefined, stopped: false });
    const ended = new Promise<Outcome>(resolve => {
      this.stop = () => setImmediate(() => resolve(interruption()));
    });
    // In a turn of its own: when it is ended from outside, everything that waits for this turn is lost.
    const finished = new Promise<Outcome>(resolve => setImmediate(() => void this.execute(source).then(resolve)));
    return Promise.race([finished, ended]).finally(() => {
      this.stop = null;
      this.events.entered('kernel');
    });
  }

  /** Ends the cell that runs. What it has started goes on, but for its own `await`s. */
  interrupt(): void {
    if (this.stop === null) return;
    this.stopped = true;
    this.checkpoints.stop();
    this.executor.interrupt();
    this.stop();
  }

  complete(source: string, position: number): CompletionInfo {
    return this.executor.complete(source, position);
  }

  /** What is known of what stands at a position; null for nothing. */
  inspect(source: string, position: number): string | null {
    const { printQuickInfo } = require('tslab/dist/inspect.js') as typeof import('tslab/dist/inspect');
    const info: Parameters<typeof printQuickInfo>[0] | undefined = this.executor.inspect(source, position);
    return info === undefined ? null : printQuickInfo(info);
  }

  isComplete(source: string): IsCompleteResult {
    const { isCompleteCode } = require('tslab/dist/converter.js') as typeof import('tslab/dist/converter');
    return isCompleteCode(source);
  }

  close(): void {
    this.executor.close();
  }

  private async execute(source: string): Promise<Outcome> {
    try {
      const ok = await this.executor.execute(source);
      if (!ok) return this.stopped ? interruption() : this.failure(source);
    } catch (error) {
      return this.thrown(error);
    }
    // A cell that becomes a module says what is wrong with it, and is there nevertheless.
    for (const said of this.problems) process.stderr.write(`${format(...said)}\n`);
    if (this.converted !== null) this.declarations = this.converted.declOutput ?? '';
    return { status: 'ok', value: this.value ?? undefined };
  }

  private failure(source: string): Failure {
    const [first] = this.diagnostics;
    if (first === undefined) return this.thrown(this.problems[0]?.[0]);
    const more = this.diagnostics.length === 1 ? '' : ` (and ${this.diagnostics.length - 1} more)`;
    const evalue = `${first.messageText} (${this.name}, line ${first.start.line + 1})${more}`;
    const details = this.diagnostics.flatMap(each => ['', ...tracedDiagnostic(each, this.name, source)]);
    return { status: 'error', ename: `TS${first.code}`, evalue, traceback: [`${red(`TS${first.code}`)}: ${evalue}`, ...details] };
  }

  private thrown(error: unknown): Failure {
    if (isSignal(error)) {
      this.events.signalled();
      return interruption();
    }
    const isError = error instanceof Error || Object.prototype.toString.call(error) === '[object Error]';
    const ename = isError ? textOf(() => (error as Error).name) : `Thrown ${error === null ? 'null' : typeof error}`;
    const evalue = isError ? textOf(() => (error as Error).message) : textOf(() => inspect(error));
    const lines = isError ? this.sources.traced(textOf(() => inspect(error))) : [`${ename}: ${evalue}`];
    const [heading = '', ...rest] = lines;
    const excerpt = this.sources.excerpt(lines);
    const coloured = heading.startsWith(ename) ? `${red(ename)}${heading.slice(ename.length)}` : heading;
    return { status: 'error', ename, evalue, traceback: [coloured, ...rest, ...(excerpt.length === 0 ? [] : ['', ...excerpt])] };
  }

  /** The converter of cells, which leaves word of what it has made. */
  private observed(converter: Converter): Converter {
    const convert = (before: string, source: string): ConvertResult => {
      this.events.entered('kernel');
      const converted = converter.convert(before, source);
      this.diagnostics = converted.diagnostics;
      this.converted = converted;
      if (converted.output !== undefined) {
        this.sources.keep(this.name, source, this.mappings());
        const text = converted.hasToplevelAwait === true ? this.checkpoints.insert(converted.output) : converted.output;
        converted.output = `${text}\n//# sourceURL=${compiledName(this.name)}`;
      }
      this.events.entered('cell');
      return converted;
    };
    return { ...converter, convert };
  }
}

function isSignal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
}

/** Errors may be made of anything: their getters too may fail. */
function textOf(read: () => unknown): string {
  try {
    return String(read());
  } catch {
    return '(its text cannot be had)';
  }
}
