import { describe, expect, it } from 'vitest';
import { FlowNotebook } from '../../../labextension/src/flow/flow-notebook';
import { FakeServer, FakeSource } from './fake-editor';

describe('FlowNotebook', () => {
  it('is off for a notebook that knows nothing of flows, and asks nothing', () => {
    const { flow, server } = opened(new FakeSource('let a = 1'));
    expect(flow.on).toBe(false);
    expect(server.questions).toEqual([]);
  });

  it.each([
    ['a step', new FakeSource({ source: 'let a = 1', tags: ['step:load'] })],
    ['settings of a flow', Object.assign(new FakeSource('let a = 1'), { metadata: { headwater: { flow: 'Houses' } } })]
  ])('is on from the start when the notebook has %s', (_what, source) => {
    const { flow, server } = opened(source);
    expect(flow.on).toBe(true);
    expect(server.questions.map(each => each.route)).toEqual(['analyse']);
  });

  it.each([{ tags: 'step:x' }, { tags: [1, null, {}] }, { tags: null }])('is off, and no error, for broken tags %j', ({ tags }) => {
    expect(opened(new FakeSource({ source: '', tags })).flow.on).toBe(false);
  });

  it('sends the cells as they are when it asks', () => {
    const { flow, server, source } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    expect(server.questions[0]?.body).toEqual({ path: source.path, notebook: source.read() });
  });

  it('leaves alone an answer that a later question has overtaken', async () => {
    const { flow, server } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    void flow.analyse();
    const [first, second] = server.questions;
    second?.answer({ flow: 'Second' });
    await settled();
    first?.answer({ flow: 'First' });
    await settled();
    expect(flow.analysis?.flow).toBe('Second');
  });

  it('waits for the later question where one has overtaken it: who asked wants to know what the cells mean', async () => {
    const { flow, server, source } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    const asked = flow.analyse();
    type(source, 'x');
    await settled();
    server.questions.slice(0, 2).forEach(({ answer }) => answer({ flow: 'Overtaken' }));
    await settled();
    server.questions[2]?.answer({ flow: 'Newest' });
    await asked;
    expect(flow.analysis?.flow).toBe('Newest');
  });

  it('keeps the last answer while the server is away, and asks again when it is back', async () => {
    const { flow, server } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    server.questions.shift()?.answer({ flow: 'Houses' });
    await settled();
    void flow.analyse();
    server.questions.shift()?.refuse(new Error('gone'));
    await settled();
    expect(flow.analysis?.flow).toBe('Houses');
    server.turn(true);
    expect(server.questions.map(each => each.route)).toEqual(['analyse']);
  });

  it('asks once for many changes in a row', async () => {
    const { flow, server, source } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    server.questions.length = 0;
    for (const text of 'let b = a') type(source, text);
    await settled();
    expect(server.questions).toHaveLength(1);
  });

  it('asks nothing when only outputs have changed', async () => {
    const { flow, server, source } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    server.questions.length = 0;
    source.changed.emit();
    await settled();
    expect(server.questions).toEqual([]);
  });

  it('forgets what it knew when it is turned off, and takes no late answer', async () => {
    const { flow, server } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    flow.turn(false);
    server.questions.shift()?.answer({ flow: 'Late' });
    await settled();
    expect(flow.analysis).toBeNull();
  });

  it('asks nothing more once it is disposed', async () => {
    const { flow, server, source } = opened(new FakeSource('let a = 1'));
    flow.turn(true);
    server.questions.length = 0;
    flow.dispose();
    type(source, 'x');
    await settled();
    expect(server.questions).toEqual([]);
    expect(source.isDisposed).toBe(true);
  });
});

function opened(source: FakeSource): { flow: FlowNotebook; server: FakeServer; source: FakeSource } {
  const server = new FakeServer();
  return { flow: new FlowNotebook(source, server, { pause: 1 }), server, source };
}

function type(source: FakeSource, text: string): void {
  source.cells = source.cells.map(cell => ({ ...cell, source: cell.source + text }));
  source.changed.emit();
}

/** Longer than the pause before an analysis. */
function settled(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 15));
}
