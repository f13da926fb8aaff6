import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FlowNotebook } from '../../../labextension/src/flow/flow-notebook';
import { LookBack } from '../../../labextension/src/look-back/look-back';
import type { Query } from '../../../labextension/src/tokens';
import { FakeSource } from '../flow/fake-editor';
import { StoreOfRuns } from '../runs/store-of-runs';

/** Three runs of a flow of one cell, `let a = <number of the run>`. */
class PastServer extends StoreOfRuns {
  readonly held: (() => void)[] = [];
  holds = false;

  override async ask<T>(route: string, query: Query = {}): Promise<T> {
    if (route === 'analyse') return { flow: 'Flow', steps: [] } as T;
    if (route !== 'run/notebook') return super.ask<T>(route, query);
    this.questions.push(`${route} ${String(query['pathspec'])}`);
    if (this.broken !== null) throw this.broken;
    if (this.holds) await new Promise<void>(resolve => this.held.push(resolve));
    const source = `let a = ${String(query['pathspec']).split('/')[1]}`;
    const cell = { id: 'c0', kind: 'code', source, tags: ['step:one'], step: 'one', outputs: [], variables: [] };
    return { pathspec: query['pathspec'], cells: [cell] } as T;
  }
}

let server: PastServer;
let source: FakeSource;
let flow: FlowNotebook;
let lookBack: LookBack;
beforeEach(() => {
  server = new PastServer(3);
  source = new FakeSource({ source: 'let a = 3', tags: ['step:one'] });
  flow = new FlowNotebook(source, server, { pause: 0 });
  lookBack = new LookBack(flow, server, { pause: 0 });
});
afterEach(() => {
  lookBack.dispose();
  flow.dispose();
});

const shown = (): string | undefined => lookBack.view?.shown?.notebook.pathspec;

describe('LookBack', () => {
  it('shows the newest run, laid over the cells', async () => {
    await lookBack.showLatest();
    await vi.waitFor(() => expect(lookBack.view).toMatchObject({ state: 'shown', pathspec: 'Flow/3', run: { id: '3' } }));
    expect(lookBack.view?.shown?.match.differing).toBe(0);
    expect(flow.shownRun).toBe('Flow/3');
  });

  it('goes to older runs, and what is shown stays until the other one is here', async () => {
    await lookBack.showLatest();
    await vi.waitFor(() => expect(shown()).toBe('Flow/3'));
    server.holds = true;
    await lookBack.go(lookBack.index + 1);
    expect(lookBack.view).toMatchObject({ state: 'loading', pathspec: 'Flow/2', shown: { notebook: { pathspec: 'Flow/3' } } });
    await vi.waitFor(() => expect(server.held).toHaveLength(1));
    server.held.pop()?.();
    await vi.waitFor(() => expect(shown()).toBe('Flow/2'));
    expect(lookBack.view?.shown?.match.differing).toBe(1);
  });

  it('returns at once, and an answer that comes late changes nothing', async () => {
    server.holds = true;
    await lookBack.showLatest();
    await vi.waitFor(() => expect(server.held).toHaveLength(1));
    lookBack.leave();
    expect([lookBack.view, flow.shownRun]).toEqual([null, null]);
    server.held.pop()?.();
    await server.settled();
    expect(lookBack.view).toBe(null);
  });

  it('asks once for a run that is shown again', async () => {
    for (const index of [0, 1, 0, 1]) {
      if (lookBack.view === null) await lookBack.showLatest();
      else await lookBack.go(index);
      await vi.waitFor(() => expect(lookBack.view?.state).toBe('shown'));
    }
    expect(server.questions.filter(each => each === 'run/notebook Flow/3')).toHaveLength(1);
  });

  it('matches anew when cells change meanwhile', async () => {
    await lookBack.showLatest();
    await vi.waitFor(() => expect(lookBack.view?.shown?.match.differing).toBe(0));
    source.cells = source.cells.map(cell => ({ ...cell, source: 'let a = 4' }));
    source.changed.emit();
    await vi.waitFor(() => expect(lookBack.view?.shown?.match.differing).toBe(1));
  });

  it('says why it cannot, and goes on when the server is back', async () => {
    await lookBack.showLatest();
    await vi.waitFor(() => expect(shown()).toBe('Flow/3'));
    server.broken = new Error('away');
    await lookBack.go(2);
    await vi.waitFor(() => expect(lookBack.view).toMatchObject({ state: 'failed', error: { message: 'away' } }));
    expect(shown()).toBe('Flow/3');
    server.broken = null;
    server.stateChanged.emit({ up: true, error: null });
    await vi.waitFor(() => expect(shown()).toBe('Flow/1'));
  });

  it('says that there is no run yet', async () => {
    server = new PastServer(0);
    lookBack = new LookBack(new FlowNotebook(new FakeSource('1'), server, { pause: 0 }), server, { pause: 0 });
    await lookBack.showLatest();
    expect(lookBack.view).toMatchObject({ state: 'empty', pathspec: null });
  });
});
