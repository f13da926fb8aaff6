import { Signal } from '@lumino/signaling';
import type { NotebookSource, SourceCell, SourceNotebook } from '../../../labextension/src/flow/notebook-source';
import type { IFlowServer, Query, ServerState } from '../../../labextension/src/server/server-token';

/** A notebook in no editor: a test changes `cells` and emits `changed`. */
export class FakeSource implements NotebookSource {
  readonly path = 'work/houses.ipynb';
  readonly changed = new Signal<this, void>(this);
  isDisposed = false;
  metadata: Record<string, unknown> = {};
  cells: SourceCell[];

  constructor(...sources: readonly (string | { readonly source: string; readonly tags: unknown })[]) {
    this.cells = sources.map((each, index) => ({
      id: `c${index}`,
      cell_type: 'code',
      source: typeof each === 'string' ? each : each.source,
      metadata: typeof each === 'string' ? {} : { tags: each.tags },
      execution_count: null
    }));
  }

  read(): SourceNotebook {
    return { nbformat: 4, nbformat_minor: 5, metadata: this.metadata, cells: this.cells };
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

/** A server whose answers a test gives when it wants: `questions` are those not answered yet, oldest first. */
export class FakeServer implements IFlowServer {
  readonly stateChanged = new Signal<this, ServerState>(this);
  readonly isSlow = false;
  readonly slowChanged = new Signal<this, boolean>(this);
  state: ServerState = { up: true, error: null };
  readonly questions: { route: string; query: Query; body: unknown; answer: (value: unknown) => void; refuse: (error: Error) => void }[] =
    [];

  ask<T>(route: string, query: Query = {}, body?: object): Promise<T> {
    return new Promise<T>((resolve, reject) =>
      this.questions.push({ route, query, body, answer: value => resolve(value as T), refuse: reject })
    );
  }

  askBytes(): Promise<Uint8Array> {
    return Promise.reject(new Error('no bytes here'));
  }

  url(route: string): string {
    return route;
  }

  follow(): { isDisposed: boolean; dispose: () => void } {
    return { isDisposed: false, dispose: () => undefined };
  }

  turn(up: boolean): void {
    this.state = { up, error: null };
    this.stateChanged.emit(this.state);
  }
}
