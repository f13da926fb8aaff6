import { ServerConnection } from '@jupyterlab/services';
import { URLExt } from '@jupyterlab/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { IFlowServer, Query, ServerState } from './server-token';
import { EventStreamParser } from './server-sent-events';
import { Patience } from './patience';
import { StreamSocket } from './stream-socket';
import { errorOfAnswer, noAnswer, type ServerError } from './server-error';

/** Headwater's server behind Jupyter's: its login, its XSRF check, its base URL. */
export class FlowServer implements IFlowServer {
  private readonly _settings: ServerConnection.ISettings;
  private readonly _stateChanged = new Signal<this, ServerState>(this);
  private _state: ServerState = { up: true, error: null };

  private readonly _streams: StreamSocket;
  private readonly _patience = new Patience(longWait);

  constructor(settings: ServerConnection.ISettings) {
    this._settings = settings;
    this._streams = new StreamSocket(() => new settings.WebSocket(streamsAddress(settings)));
    this._streams.prepare();
  }

  get state(): ServerState {
    return this._state;
  }

  get stateChanged(): ISignal<this, ServerState> {
    return this._stateChanged;
  }

  get isSlow(): boolean {
    return this._patience.isOver;
  }

  get slowChanged(): ISignal<unknown, boolean> {
    return this._patience.changed;
  }

  async ask<T>(route: string, query: Query = {}, body?: object): Promise<T> {
    const response = await this._send(route, query, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    return (await response.json()) as T;
  }

  async askBytes(route: string, query: Query = {}): Promise<Uint8Array> {
    const response = await this._send(route, query, {});
    return new Uint8Array(await response.arrayBuffer());
  }

  url(route: string, query: Query = {}): string {
    return this._address(route, query);
  }

  follow<T>(route: string, query: Query, event: string, onMessage: (message: T) => void): IDisposable {
    const abort = new AbortController();
    void this._followUntilDisposed<T>({ route, query, event, onMessage, signal: abort.signal });
    return {
      get isDisposed() {
        return abort.signal.aborted;
      },
      dispose: () => abort.abort()
    };
  }

  private async _followUntilDisposed<T>(following: Following<T>): Promise<void> {
    for (let pause = firstPause; !following.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      const how = await this._followOnce(following);
      if (how === 'end') return;
      if (how === 'came') pause = firstPause;
      await sleep(pause, following.signal);
    }
  }

  /** Whether at least one message came; `end` when there will be no more. */
  private _followOnce<T>({ route, query, event, onMessage, signal }: Following<T>): Promise<'end' | 'came' | 'nothing'> {
    return new Promise(resolve => {
      const parser = new EventStreamParser();
      let how: 'end' | 'came' | 'nothing' = 'nothing';
      const finish = (): void => {
        signal.removeEventListener('abort', abort);
        resolve(how);
      };
      const abort = (): void => {
        close();
        finish();
      };
      const close = this._streams.open(route, textsOf(query), {
        piece: text => {
          this._setState({ up: true, error: null });
          for (const message of parser.push(text)) {
            if (how !== 'end') how = message.event === 'end' ? 'end' : 'came';
            if (message.event === event && !signal.aborted) onMessage(JSON.parse(message.data) as T);
          }
        },
        refused: (status, text) => {
          const error = errorOfAnswer(status, text);
          this._setState({ up: isUp(error), error });
        },
        over: () => {
          // Nothing at all came: whether Jupyter is there, and why not, only a question tells.
          if (how === 'nothing' && !signal.aborted) void this.ask('health').catch(() => undefined);
          finish();
        }
      });
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  private async _send(route: string, query: Query, init: RequestInit): Promise<Response> {
    const response = await this._request(this._address(route, query), init);
    if (response.ok) {
      this._setState({ up: true, error: null });
      return response;
    }
    const error = errorOfAnswer(response.status, await response.text().catch(() => ''));
    this._setState({ up: isUp(error), error });
    throw error;
  }

  private async _request(address: string, init: RequestInit): Promise<Response> {
    try {
      return await this._patience.waitFor(ServerConnection.makeRequest(address, init, this._settings));
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      const error = noAnswer(cause);
      this._setState({ up: false, error });
      throw error;
    }
  }

  private _address(route: string, query: Query): string {
    const path = URLExt.join(this._settings.baseUrl, 'headwater/api', route);
    const given = textsOf(query);
    return Object.keys(given).length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
  }

  private _setState(state: ServerState): void {
    // From "Jupyter is away" to "your login has expired" is news too.
    const changed = state.up !== this._state.up || (!state.up && state.error?.code !== this._state.error?.code);
    this._state = state;
    if (changed) this._stateChanged.emit(state);
  }
}

interface Following<T> {
  readonly route: string;
  readonly query: Query;
  readonly event: string;
  readonly onMessage: (message: T) => void;
  readonly signal: AbortSignal;
}

function streamsAddress({ wsUrl, token, appendToken }: ServerConnection.ISettings): string {
  const address = URLExt.join(wsUrl, 'headwater/streams');
  return appendToken && token !== '' ? `${address}?token=${encodeURIComponent(token)}` : address;
}

/** Milliseconds after which somebody who waits is told so: some answers take seconds, such as the first analysis of a big notebook. */
const longWait = 5_000;

/** Milliseconds between two attempts to reach a stream again. */
const firstPause = 250;
const longestPause = 5_000;

/** A server that refuses is up; one that cannot be asked is not. */
function isUp({ status, code }: ServerError): boolean {
  return status < 500 && code !== 'HW631' && code !== 'HW632';
}

function textsOf(query: Query): Record<string, string> {
  const given = Object.entries(query).filter(each => each[1] !== null && each[1] !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true }
    );
  });
}
