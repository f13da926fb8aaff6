import { beforeEach, describe, expect, it } from 'vitest';
import { StreamSocket } from '../../../labextension/src/server/stream-socket';

/** As much of a WebSocket as is used: events come from the test. */
class FakeSocket extends EventTarget {
  readonly OPEN = 1;
  readyState = 0;
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  says(message: object): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }));
  }

  breaks(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

let sockets: FakeSocket[];
let streams: StreamSocket;

beforeEach(() => {
  sockets = [];
  streams = new StreamSocket(() => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket as object as WebSocket;
  });
});

describe('StreamSocket', () => {
  it('asks once the socket is open, in order, over one socket', () => {
    streams.open('a', { path: 'x' }, listener([]));
    streams.open('b', {}, listener([]));
    const [socket] = sockets;
    expect(socket?.sent).toEqual([]);
    socket?.opens();
    expect(socket?.sent).toEqual([
      { open: 1, route: 'a', query: { path: 'x' } },
      { open: 2, route: 'b', query: {} }
    ]);
    expect(sockets).toHaveLength(1);
  });

  it('gives each listener its own pieces, and nothing after it has closed', () => {
    const [a, b]: string[][] = [[], []];
    const close = streams.open('a', {}, listener(a ?? []));
    streams.open('b', {}, listener(b ?? []));
    const [socket] = sockets;
    socket?.opens();
    socket?.says({ id: 2, text: 'two' });
    socket?.says({ id: 1, text: 'one' });
    close();
    socket?.says({ id: 1, text: 'late' });
    expect([a, b]).toEqual([['one'], ['two']]);
    expect(socket?.sent.at(-1)).toEqual({ close: 1 });
  });

  it('tells every listener when the socket breaks, and the next stream gets a new socket', () => {
    const heard: string[] = [];
    streams.open('a', {}, listener(heard));
    streams.open('b', {}, listener(heard));
    sockets[0]?.breaks();
    expect(heard).toEqual(['over', 'over']);
    streams.open('c', {}, listener(heard));
    expect(sockets).toHaveLength(2);
  });

  it('says what was refused before it is over', () => {
    const heard: string[] = [];
    streams.open('a', {}, listener(heard));
    sockets[0]?.opens();
    sockets[0]?.says({ id: 1, refused: { status: 404, text: '{}' } });
    sockets[0]?.says({ id: 1, over: true });
    expect(heard).toEqual(['404 {}', 'over']);
  });

  it('is opened before it is needed, once', () => {
    streams.prepare();
    streams.prepare();
    streams.open('a', {}, listener([]));
    expect(sockets).toHaveLength(1);
  });

  it('says nothing of a stream that has ended on its own', () => {
    const close = streams.open('a', {}, listener([]));
    sockets[0]?.opens();
    sockets[0]?.says({ id: 1, over: true });
    close();
    expect(sockets[0]?.sent).toEqual([{ open: 1, route: 'a', query: {} }]);
  });
});

function listener(heard: string[]): Parameters<StreamSocket['open']>[2] {
  return {
    piece: text => heard.push(text),
    refused: (status, text) => heard.push(`${status} ${text}`),
    over: () => heard.push('over')
  };
}
