import { describe, expect, it } from 'vitest';
import { RunList } from '../../../labextension/src/runs/run-list';
import { StoreOfRuns } from './store-of-runs';

const scope = { path: 'a.ipynb', flow: 'Flow', namespace: '' };

describe('RunList', () => {
  it('loads pages up to the run that is asked for, and no more', async () => {
    const store = new StoreOfRuns(1_000);
    const list = new RunList(store, scope, { pageSize: 100 });
    await list.load(250);
    expect(list.rows.map(({ id }) => id)).toEqual(store.newest(300));
    expect(list.total).toBe(1_000);
    expect(store.questions.filter(each => each === 'runs')).toHaveLength(3);
    expect(list.complete).toBe(false);
  });

  it('has each run once, in order, when new ones come between two pages', async () => {
    const store = new StoreOfRuns(250);
    const list = new RunList(store, scope, { pageSize: 100 });
    await list.load(0);
    store.add(3);
    await list.load(249);
    await list.refresh();
    expect(list.rows.map(({ id }) => id)).toEqual(store.newest(253));
  });

  it('begins anew when more runs are new than fit a page, rather than show a gap', async () => {
    const store = new StoreOfRuns(300);
    const list = new RunList(store, scope, { pageSize: 50 });
    await list.load(120);
    store.add(80);
    await list.refresh();
    expect(list.rows.map(({ id }) => id)).toEqual(store.newest(50));
    await list.load(400);
    expect(list.rows.map(({ id }) => id)).toEqual(store.newest(380));
  });

  it('shows new runs by themselves, and that an old one has ended', async () => {
    const store = new StoreOfRuns(120);
    store.setStatus('1', 'running');
    const list = new RunList(store, scope, { pageSize: 50 });
    list.follow();
    await list.load(119);
    store.setStatus('1', 'successful');
    store.add(1);
    store.tell();
    await store.settled();
    expect(list.rows[0]?.id).toBe('121');
    expect(list.rows.at(-1)).toMatchObject({ id: '1', status: 'successful' });
  });

  it('follows all flows as one', async () => {
    const store = new StoreOfRuns(2);
    const list = new RunList(store, { ...scope, flow: null }, { pageSize: 50 });
    list.follow();
    await list.refresh();
    store.add(1);
    store.tell();
    await store.settled();
    expect(list.rows.map(({ id }) => id)).toEqual(['3', '2', '1']);
  });

  it('shows a run that had no record yet when it was told of, as soon as it has one', async () => {
    const store = new StoreOfRuns(2);
    const list = new RunList(store, scope, { pageSize: 50 });
    list.follow();
    await list.refresh();
    store.add(1);
    store.withoutRecord = '3';
    store.tell();
    await store.settled();
    expect(list.total).toBe(2);
    store.withoutRecord = null;
    store.tell();
    await store.settled();
    expect(list.rows.map(({ id }) => id)).toEqual(['3', '2', '1']);
  });

  it('keeps what it has and says why when the server is down', async () => {
    const store = new StoreOfRuns(10);
    const list = new RunList(store, scope, { pageSize: 50 });
    await list.refresh();
    store.broken = new Error('away');
    await list.refresh();
    expect(list.rows).toHaveLength(10);
    expect(list.error?.message).toBe('away');
    store.broken = null;
    await list.refresh();
    expect(list.error).toBe(null);
  });

  it('asks nothing more when it is disposed', async () => {
    const store = new StoreOfRuns(1_000);
    const list = new RunList(store, scope, { pageSize: 10 });
    const loading = list.load(999);
    list.dispose();
    await loading;
    expect(store.questions.length).toBeLessThan(3);
  });
});
