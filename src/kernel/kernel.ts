import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publisher, Router } from 'zeromq';
import { CellOutput } from './cells/cell-output';
import { CellRunner } from './cells/cell-runner';
import { CellSources } from './cells/cell-sources';
import { ControlThread } from './control/control-thread';
import { Comms } from './comms';
import { execute } from './execute';
import { History } from './history';
import { kernelInfo } from './kernel-info';
import { offerOwnModules } from './own-modules';
import { Publications } from './protocol/publisher';
import { Shell, type Answer, type Reply } from './protocol/shell';
import type { Connection, Header, Request } from './protocol/wire';
import { valuesTarget } from './values/values-target';

const packageRoot = join(__dirname, '..', '..', '..');

/** Starts a kernel for the notebooks of the current folder. `connectionFile`: what Jupyter has written for it. */
export async function startKernel(connectionFile: string): Promise<void> {
  const connection = JSON.parse(readFileSync(connectionFile, 'utf8')) as Connection;
  await new Kernel(connection, process.cwd()).start();
}

class Kernel {
  private readonly publications: Publications;
  private readonly control: ControlThread;
  private readonly runner: CellRunner;
  private readonly output: CellOutput;
  private readonly shell: Shell;
  private readonly comms: Comms;
  private readonly history = new History();
  private readonly sockets: Sockets;
  private readonly connection: Connection;
  /** The request whose cell ran last. */
  private speaker: Header | null = null;

  constructor(connection: Connection, folder: string) {
    this.connection = connection;
    this.sockets = openSockets();
    this.publications = new Publications(this.sockets.iopub, connection);
    this.control = new ControlThread(connection, {
      interrupted: () => this.runner.interrupt(),
      requested: request => this.takeControl(request)
    });
    const sources = new CellSources();
    this.output = new CellOutput(sources, (type, content) => this.publications.publish({ type, content, parent: this.speaker }));
    offerOwnModules(folder, packageRoot);
    this.runner = new CellRunner(folder, sources, {
      entered: phase => this.control.enter(phase),
      signalled: () => this.control.heard()
    });
    this.comms = new Comms({ headwater: valuesTarget(this.runner) }, (type, content, { header }) =>
      this.publications.publish({ type, content, parent: header })
    );
    this.shell = new Shell(this.sockets.shell, connection, this.publications, this.answers());
  }

  async start(): Promise<void> {
    // As tslab has it: what no cell has caught is told, and the kernel goes on.
    process.on('uncaughtException', error => console.error('UncaughtException:', error));
    process.on('unhandledRejection', reason => console.error('UnhandledPromiseRejection:', reason));
    await this.bind();
    await this.control.ready;
    this.publications.starting();
    await this.shell.listen();
  }

  private async bind(): Promise<void> {
    const { transport, ip, shell_port: shell, iopub_port: iopub, stdin_port: stdin } = this.connection;
    const at = (port: number): string => `${transport}://${ip}:${port}`;
    await Promise.all([this.sockets.shell.bind(at(shell)), this.sockets.iopub.bind(at(iopub)), this.sockets.stdin.bind(at(stdin))]);
  }

  private answers(): Record<string, Answer> {
    const place = {
      runner: this.runner,
      output: this.output,
      history: this.history,
      speakFor: ({ header }: Request) => void (this.speaker = header),
      abortExecutions: () => this.shell.abortExecutions()
    };
    return {
      kernel_info_request: () => ({ content: kernelInfo(packageRoot) }),
      execute_request: request => execute(place, request),
      complete_request: request => this.complete(request),
      inspect_request: request => this.inspect(request),
      is_complete_request: request => this.isComplete(request),
      history_request: request => this.history.answer(request),
      comm_open: request => this.comms.opened(request),
      comm_msg: request => this.comms.told(request),
      comm_close: request => this.comms.closed(request),
      comm_info_request: request => ({ content: this.comms.info(request) }),
      shutdown_request: request => this.shutDown(request)
    };
  }

  private complete({ content }: Request): Reply {
    const code = String(content['code']);
    const { start, end, candidates } = this.runner.complete(code, unitsAt(code, Number(content['cursor_pos'])));
    const place = { cursor_start: charactersAt(code, start), cursor_end: charactersAt(code, end) };
    return { content: { status: 'ok', matches: candidates, ...place, metadata: {} } };
  }

  private inspect({ content }: Request): Reply {
    const code = String(content['code']);
    const text = this.runner.inspect(code, unitsAt(code, Number(content['cursor_pos'])));
    return { content: { status: 'ok', found: text !== null, data: text === null ? {} : { 'text/plain': text }, metadata: {} } };
  }

  private isComplete({ content }: Request): Reply {
    const { completed, indent } = this.runner.isComplete(String(content['code']));
    return { content: completed ? { status: 'complete' } : { status: 'incomplete', indent: indent ?? '' } };
  }

  /** The control thread answers by itself what cannot wait. */
  private takeControl(request: Pick<Request, 'header' | 'content'>): Readonly<Record<string, unknown>> | null {
    const { header } = request;
    this.publications.begin(header);
    try {
      if (header.msg_type === 'kernel_info_request') return kernelInfo(packageRoot);
      if (header.msg_type === 'shutdown_request') void this.end();
      return null;
    } finally {
      this.publications.end(header);
    }
  }

  private shutDown({ content }: Request): Reply {
    void this.end();
    return { content: { status: 'ok', restart: content['restart'] === true } };
  }

  /** Answers that are on their way arrive. */
  private async end(): Promise<void> {
    this.output.flush();
    this.runner.close();
    await new Promise(resolve => setTimeout(resolve, 50));
    for (const each of Object.values(this.sockets)) each.close();
    process.exit(0);
  }
}

interface Sockets extends Readonly<Record<string, Publisher | Router>> {
  readonly shell: Router;
  readonly iopub: Publisher;
  readonly stdin: Router;
}

function openSockets(): Sockets {
  const zeromq = require('zeromq') as typeof import('zeromq');
  return {
    shell: new zeromq.Router({ linger: 500 }),
    // Nothing is dropped while somebody listens, and nothing waits.
    iopub: new zeromq.Publisher({ linger: 500, sendHighWaterMark: 0, sendTimeout: 0 }),
    stdin: new zeromq.Router({ linger: 0 })
  };
}

/** The protocol counts characters, JavaScript 16-bit units. */
function unitsAt(text: string, characters: number): number {
  return [...text].slice(0, characters).join('').length;
}

function charactersAt(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}
