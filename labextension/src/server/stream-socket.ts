/** Who listens to one stream. */
export interface StreamListener {
  /** A piece of the stream's text. */
  piece(text: string): void;
  /** The server has said no. */
  refused(status: number, text: string): void;
  /** Nothing more comes: the stream has ended, or the way to it is broken. */
  over(): void;
}

/** What the socket says; see `StreamsHandler` in the server extension. */
interface StreamMessage {
  readonly id: number;
  readonly text?: string;
  readonly refused?: { readonly status: number; readonly text: string };
  readonly over?: true;
}

/** Many event streams over one WebSocket: a browser has only six connections to a host for everything else. */
export class StreamSocket {
  private readonly _connect: () => WebSocket;
  private readonly _listeners = new Map<number, StreamListener>();
  private _socket: WebSocket | null = null;
  private _lastId = 0;

  constructor(connect: () => WebSocket) {
    this._connect = connect;
  }

  /** Opens the socket before it is needed: a browser makes one handshake to a host after the other, and that of a kernel may take seconds. */
  prepare(): void {
    this._socket ??= this._newSocket();
  }

  /** Opens a stream; the function that it returns closes it, after which the listener hears nothing more. */
  open(route: string, query: Readonly<Record<string, string>>, listener: StreamListener): () => void {
    const id = ++this._lastId;
    this._listeners.set(id, listener);
    this._send({ open: id, route, query });
    return () => {
      if (!this._listeners.delete(id)) return;
      this._send({ close: id });
    };
  }

  private _send(order: object): void {
    const socket = (this._socket ??= this._newSocket());
    const text = JSON.stringify(order);
    if (socket.readyState === socket.OPEN) socket.send(text);
    else socket.addEventListener('open', () => socket.send(text), { once: true });
  }

  private _newSocket(): WebSocket {
    const socket = this._connect();
    socket.addEventListener('message', ({ data }) => this._take(JSON.parse(String(data)) as StreamMessage));
    socket.addEventListener('close', () => this._lost(socket));
    return socket;
  }

  private _take({ id, text, refused, over }: StreamMessage): void {
    const listener = this._listeners.get(id);
    if (listener === undefined) return;
    if (text !== undefined) listener.piece(text);
    if (refused !== undefined) listener.refused(refused.status, refused.text);
    if (over !== true) return;
    this._listeners.delete(id);
    listener.over();
  }

  private _lost(socket: WebSocket): void {
    if (socket !== this._socket) return;
    this._socket = null;
    const lost = [...this._listeners.values()];
    this._listeners.clear();
    for (const each of lost) each.over();
  }
}
