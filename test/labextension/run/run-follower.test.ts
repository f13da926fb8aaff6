import { Signal } from '@lumino/signaling';
import { beforeEach, describe, expect, it } from 'vitest';
import { FlowNotebook } from '../../../labextension/src/flow/flow-notebook';
import { RunFollower } from '../../../labextension/src/run/run-follower';
import { RunStarter } from '../../../labextension/src/run/run-starter';
import type { IFlowServer, Query, ServerState } from '../../../labextension/src/server/server-token';
import type { FlowChange } from '../../../src/server/api/answer';
import type { RunProgress, RunStatusName } from '../../../src/server/api/run';
import { FakeSource } from '../flow/fake-editor';

/** Answers from a table by route; keeps what was asked, and lets a test speak on streams. */
class TableServer implements IFlowServer {
  readonly stateChanged = new Signal<this, ServerState>(this);
  readonly isSlow = false;
  readonly slowChanged = new Signal<this, boolean>(this);
  state: ServerState = { up: true, error: null };
  readonly asked: { readonly route: string; readonly query: Query; readonly body: unknown }[] = [];
  readonly streams: { readonly query: Query; isDisposed: boolean; tell(progress: RunProgress): void }[] = [];
  readonly watchers: { readonly query: Query; isDisposed: boolean; tell(change: FlowChange): void }[] = [];
  readonly answers: Record<string, unknown> = { analyse: { flow: 'Houses', proposals: [] }, runs: { runs: [] } };

  ask<T>(route: string, query: Query = {}, body?: object): Promise<T> {
    this.asked.push({ route, query, body });
    return Promise.resolve(this.answers[route] as T);
  }

  askBytes(): Promise<Uint8Array> {
    return Promise.reject(new Error('no bytes here'));
  }

  url(route: string): string {
    return route;
  }

  follow<T>(route: string, query: Query, _event: string, onMessage: (message: T) => void): { isDisposed: boolean; dispose: () => void } {
    if (route === 'flow/follow') return this.watch(query, change => onMessage(change as T));
    const stream = { query, isDisposed: false, tell: (progress: RunProgress) => onMessage(progress as T) };
    this.streams.push(stream);
    return Object.assign(stream, { dispose: () => void (stream.isDisposed = true) });
  }

  private watch(query: Query, tell: (change: FlowChange) => void): { isDisposed: boolean; dispose: () => void } {
    const watcher = { query, isDisposed: false, tell };
    this.watchers.push(watcher);
    return Object.assign(watcher, { dispose: () => void (watcher.isDisposed = true) });
  }
}

let server: TableServer;
let flow: FlowNotebook;

beforeEach(() => {
  server = new TableServer();
  flow = new FlowNotebook(new FakeSource('let a = 1'), server, { pause: 0 });
});

function progressOf(pathspec: string, status: RunStatusName): RunProgress {
  const finishedAt = status === 'running' ? null : 2;
  return { pathspec, status, startedAt: 1, finishedAt, steps: [], error: null, traceback: null, warnings: [], criticalPath: [] };
}

async function turnOn(): Promise<void> {
  flow.turn(true);
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

describe('RunFollower', () => {
  it('follows a run that another tab or the command line starts, and does not go back to one that has just ended', async () => {
    const follower = new RunFollower(flow, server);
    await turnOn();
    const [watcher] = server.watchers;
    expect(watcher?.query['flow']).toBe('Houses');
    watcher?.tell({ newest: 'Houses/8', running: ['Houses/8', 'Houses/7'], followable: ['Houses/8', 'Houses/7'] });
    expect(follower.following).toBe('Houses/8');
    server.streams[0]?.tell(progressOf('Houses/8', 'successful'));
    watcher?.tell({ newest: 'Houses/8', running: ['Houses/8'], followable: ['Houses/8'] });
    expect(follower.following).toBeNull();
    watcher?.tell({ newest: 'Houses/8', running: ['Houses/8', 'Houses/7'], followable: ['Houses/7'] });
    expect(follower.following).toBeNull();
    watcher?.tell({ newest: 'Houses/9', running: ['Houses/9'], followable: ['Houses/9'] });
    expect(follower.following).toBe('Houses/9');
  });

  it('watches the flow no longer when flow mode is off, and another one when the flow has another name', async () => {
    const follower = new RunFollower(flow, server);
    await turnOn();
    server.answers['analyse'] = { flow: 'Homes', proposals: [] };
    await flow.analyse();
    expect(server.watchers.map(each => [each.query['flow'], each.isDisposed])).toEqual([
      ['Houses', true],
      ['Homes', false]
    ]);
    flow.turn(false);
    expect(server.watchers.every(each => each.isDisposed)).toBe(true);
    follower.dispose();
  });

  it('finds a run that goes on when the notebook is opened, follows it to its end and says so once', async () => {
    server.answers['runs'] = { runs: [{ pathspec: 'Houses/7', status: 'running' }] };
    const follower = new RunFollower(flow, server);
    const ended: string[] = [];
    follower.ended.connect((_follower, { pathspec, status }) => ended.push(`${pathspec} ${status}`));
    await turnOn();
    expect(follower.following).toBe('Houses/7');
    server.streams[0]?.tell(progressOf('Houses/7', 'running'));
    expect(flow.progress?.status).toBe('running');
    server.streams[0]?.tell(progressOf('Houses/7', 'failed'));
    server.streams[0]?.tell(progressOf('Houses/7', 'failed'));
    expect(ended).toEqual(['Houses/7 failed']);
    expect(follower.following).toBeNull();
    expect(server.streams[0]?.isDisposed).toBe(true);
  });

  it('leaves a run that is over alone, and looks again when the server is back', async () => {
    server.answers['runs'] = { runs: [{ pathspec: 'Houses/7', status: 'successful' }] };
    const follower = new RunFollower(flow, server);
    await turnOn();
    expect(follower.following).toBeNull();
    server.answers['runs'] = { runs: [{ pathspec: 'Houses/8', status: 'running' }] };
    server.stateChanged.emit({ up: true, error: null });
    await follower.look();
    expect(follower.following).toBe('Houses/8');
  });

  it('lets go of one run for a newer one, and of all when the notebook is closed', async () => {
    const follower = new RunFollower(flow, server);
    await turnOn();
    follower.follow('Houses/1');
    follower.follow('Houses/2');
    server.streams[0]?.tell(progressOf('Houses/1', 'running'));
    expect(flow.progress).toBeNull();
    follower.dispose();
    expect(server.streams.map(stream => stream.isDisposed)).toEqual([true, true]);
  });
});

describe('RunStarter', () => {
  const done: string[] = [];
  const preparation = {
    acceptProposals: () => Promise.resolve(void done.push('accept')),
    save: () => Promise.resolve(void done.push('save'))
  };
  beforeEach(() => void (done.length = 0));

  it('accepts an open proposal, saves, and starts with what differs', async () => {
    server.answers['analyse'] = { flow: 'Houses', proposals: [{ cell: 'c0', tag: 'step:one', why: '' }] };
    server.answers['runs/start'] = { type: 'started', pathspec: 'Houses/9', diagnostics: [] };
    await turnOn();
    const started = await new RunStarter(server, preparation).start(flow, { parameters: { rate: '2' } });
    expect(started).toEqual({ type: 'started', pathspec: 'Houses/9' });
    expect(done).toEqual(['accept', 'save']);
    expect(server.asked.at(-1)?.body).toEqual({
      path: 'work/houses.ipynb',
      parameters: { rate: '2' },
      tags: [],
      resume: null,
      from: null,
      workers: null
    });
  });

  it('resumes the newest run from a step, or says that there is none', async () => {
    await turnOn();
    const starter = new RunStarter(server, preparation);
    expect(await starter.start(flow, { from: 'train' })).toEqual({ type: 'nothing to resume' });
    expect(server.asked.at(-1)?.query).toMatchObject({ flow: 'Houses', limit: 1 });
    server.answers['runs'] = { runs: [{ pathspec: 'Houses/7' }] };
    server.answers['runs/start'] = { type: 'refused', diagnostics: [] };
    expect(await starter.start(flow, { from: 'train' })).toEqual({ type: 'refused', diagnostics: [] });
    expect(server.asked.at(-1)?.body).toMatchObject({ resume: 'Houses/7', from: 'train' });
  });

  it('does not start twice at once, and starts again after a failure', async () => {
    await turnOn();
    const starter = new RunStarter(server, { ...preparation, save: () => Promise.reject(new Error('disk full')) });
    const first = starter.start(flow);
    expect(starter.isStarting(flow)).toBe(true);
    expect(await starter.start(flow)).toBeNull();
    await expect(first).rejects.toThrow('disk full');
    expect(starter.isStarting(flow)).toBe(false);
    expect(server.asked.map(each => each.route)).not.toContain('runs/start');
  });
});
