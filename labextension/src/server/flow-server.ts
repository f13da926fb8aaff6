import { ServerConnection } from '@jupyterlab/services';
import { URLExt } from '@jupyterlab/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { IFlowServer, Query, ServerState } from './server-token';
import { EventStreamParser } from './server-sent-events';
import { errorOfAnswer, noAnswer, ServerError } from './server-error';

/** Headwater's server behind Jupyter's: its login, its XSRF check, its base URL. */
export class FlowServer implements IFlowServer {
  private readonly _settings: ServerConnection.ISettings;
  private readonly _stateChanged = new Signal<this, ServerState>(this);
  private _state: ServerState = { up: true, error: null };

  constructor(settings: ServerConnection.ISettings) {
    this._settings = settings;
  }

  get state(): ServerState {
    return this._state;
  }

  get stateChanged(): ISignal<this, ServerState> {
    return this._stateChanged;
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
      try {
        const came = await this._followOnce(following);
        if (came === 'end') return;
        if (came) pause = firstPause;
      } catch (error) {
        if (following.signal.aborted) return;
        if (error instanceof ServerError && isFinal(error)) return;
      }
      await sleep(pause, following.signal);
    }
  }

  /** Whether at least one message came; `end` when the server says that there will be no more. */
  private async _followOnce<T>({ route, query, event, onMessage, signal }: Following<T>): Promise<boolean | 'end'> {
    const response = await this._send(route, query, { signal, headers: { Accept: 'text/event-stream' } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventStreamParser();
    let came = false;
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done || signal.aborted) return came;
      for (const message of parser.push(value)) {
        came = true;
        if (message.event === 'end') return 'end';
        if (message.event === event) onMessage(JSON.parse(message.data) as T);
      }
    }
  }

  private async _send(route: string, query: Query, init: RequestInit): Promise<Response> {
    const response = await this._request(this._address(route, query), init);
    if (response.ok) {
      this._setState({ up: true, error: null });
      return response;
    }
    const error = errorOfAnswer(response.status, await response.text().catch(() => ''));
    this._setState({
      up: response.status < 500 && response.status !== 404 ? !isLogin(error) : error.status === 404 && error.code !== 'HW632',
      error
    });
    throw error;
  }

  private async _request(address: string, init: RequestInit): Promise<Response> {
    try {
      return await ServerConnection.makeRequest(address, init, this._settings);
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      const error = noAnswer(cause);
      this._setState({ up: false, error });
      throw error;
    }
  }

  private _address(route: string, query: Query): string {
    const path = URLExt.join(this._settings.baseUrl, 'headwater/api', route);
    const given = Object.entries(query).filter((each): each is [string, string | number] => each[1] !== null && each[1] !== undefined);
    return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
  }

  private _setState(state: ServerState): void {
    const changed = state.up !== this._state.up;
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

/** Milliseconds between two attempts to reach a stream again. */
const firstPause = 250;
const longestPause = 5_000;

/** What asking again cannot mend. */
function isFinal({ status, code }: ServerError): boolean {
  return status >= 400 && status < 500 && code !== 'HW631' && code !== 'HW632';
}

function isLogin({ code }: ServerError): boolean {
  return code === 'HW631' || code === 'HW632';
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
