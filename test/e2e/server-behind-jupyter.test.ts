import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../src/setup/lab.mjs';
import { buildOnce } from '../build';
import { makeWorkspace, type Workspace } from './workspace';

type Lab = Awaited<ReturnType<typeof startLab>>;

let place: Workspace;
/** One at the root of its port, one below a base URL; both over one folder. */
let plain: Lab;
let based: Lab;

const order = { parameters: {}, tags: [], resume: null, from: null, workers: null };

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  const source = 'for (let i = 0; i < 300; i++) { console.log("tick", i); await new Promise(resolve => setTimeout(resolve, 100)); }';
  place.notebook('slow.ipynb', [{ source, step: 'slow' }]);
  const options = { browser: false, quiet: true, root: place.folder, environment: { ...place.environment } };
  plain = await startLab('', options);
  based = await startLab('', { ...options, settings: { 'ServerApp.base_url': '/some/where/' } });
}, 300_000);

afterAll(async () => {
  for (const lab of [plain, based]) lab?.stop();
  await Promise.all([plain?.ended, based?.ended]);
  place?.remove();
});

/** Asks as the page does: with the token, or with what `init` says. */
function ask(lab: Lab, route: string, init: RequestInit = {}): Promise<Response> {
  const { headers = { Authorization: `token ${lab.token}` }, ...rest } = init;
  return fetch(`${lab.base}/headwater/api/${route}`, { ...rest, headers });
}

async function json<T>(response: Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}

async function pidOf(lab: Lab): Promise<number> {
  return (await json<{ pid: number }>(ask(lab, 'health'))).pid;
}

function startSlow(lab: Lab): Promise<{ pathspec: string }> {
  return json(ask(lab, 'runs/start', { method: 'POST', body: JSON.stringify({ ...order, path: 'slow.ipynb' }) }));
}

async function statusOf(lab: Lab, pathspec: string): Promise<string> {
  const { run } = await json<{ run: { status: string } }>(ask(lab, `run?path=&pathspec=${pathspec}`));
  return run.status;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (const until = Date.now() + milliseconds; Date.now() < until; await new Promise(resolve => setTimeout(resolve, 50)))
    if (!isAlive(pid)) return true;
  return !isAlive(pid);
}

describe('the server behind Jupyter', () => {
  it('answers to nobody without a login', async () => {
    for (const lab of [plain, based]) {
      expect((await ask(lab, 'health', { headers: {} })).status).toBe(403);
      expect((await ask(lab, 'health', { headers: { Authorization: 'token wrong' } })).status).toBe(403);
      expect((await ask(lab, 'analyse', { method: 'POST', body: '{}', headers: {} })).status).toBe(403);
    }
  });

  it('takes no more than a request of its kind may have, and says so', async () => {
    const long = { method: 'POST', body: JSON.stringify({ path: 'x'.repeat(2 * 1024 * 1024) }) };
    const refused = await ask(plain, 'runs/stop', long);
    expect(refused.status).toBe(413);
    expect(await json<object>(Promise.resolve(refused))).toMatchObject({ error: { code: 'HW613' } });
    expect((await ask(plain, 'runs/stop', { ...long, headers: {} })).status).toBe(403);
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { text: 'x'.repeat(2 * 1024 * 1024) }, cells: [] };
    const analysed = await ask(plain, 'analyse', { method: 'POST', body: JSON.stringify({ path: 'a.ipynb', notebook }) });
    expect(analysed.status).toBe(200);
  });

  it('does nothing for a page of another site that has the cookies of a login', async () => {
    const login = await fetch(`${plain.base}/lab?token=${plain.token}`, { redirect: 'manual' });
    const cookies = login.headers.getSetCookie().map(each => each.split(';')[0] ?? '');
    const xsrf = cookies.find(each => each.startsWith('_xsrf='))?.slice('_xsrf='.length) ?? '';
    const post = (headers: Record<string, string>): Promise<Response> =>
      ask(plain, 'runs/start', {
        method: 'POST',
        body: JSON.stringify({ ...order, path: 'none.ipynb' }),
        headers: { Cookie: cookies.join('; '), ...headers }
      });
    expect((await post({})).status).toBe(403);
    expect((await post({ 'X-XSRFToken': 'guessed' })).status).toBe(403);
    expect((await post({ 'X-XSRFToken': xsrf })).status).toBe(200);
  });

  it('answers below a base URL, and two servers of two Jupyters are two', async () => {
    const [a, b] = [await pidOf(plain), await pidOf(based)];
    expect(a).not.toBe(b);
    expect(
      (await fetch(`${new URL(based.base).origin}/headwater/api/health`, { headers: { Authorization: `token ${based.token}` } })).status
    ).toBe(404);
  });

  it('passes errors on as they are', async () => {
    const answer = await ask(plain, 'run?path=../..&pathspec=A/1');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/json']);
    expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('HW612');
  });

  it('tells events when they happen, and follows no longer when the page has gone', async () => {
    const { pathspec } = await startSlow(plain);
    const gone = new AbortController();
    const stream = await ask(plain, `run/logs?path=&pathspec=${pathspec}`, { signal: gone.signal });
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const times: number[] = [];
    for (let text = ''; times.length < 5;) {
      const { value = '' } = (await reader?.read()) ?? {};
      text += value;
      const ticks = text.match(/tick \d+/g)?.length ?? 0;
      while (times.length < Math.min(5, ticks)) times.push(Date.now());
    }
    expect((times[4] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(150);
    gone.abort();
    await ask(plain, 'runs/stop', { method: 'POST', body: JSON.stringify({ path: '', pathspec }) });
    expect((await ask(plain, 'health')).status).toBe(200);
  });

  it('is there again within a second when it was killed, and its runs have gone on', async () => {
    const { pathspec } = await startSlow(plain);
    const pid = await pidOf(plain);
    process.kill(pid, 'SIGKILL');
    const began = Date.now();
    const answer = await ask(plain, 'health');
    const took = Date.now() - began;
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { pid: number }).pid).not.toBe(pid);
    expect(took).toBeLessThan(process.env['CI'] === undefined ? 3000 : 1500);
    expect(await statusOf(plain, pathspec)).toBe('running');
    await ask(plain, 'runs/stop', { method: 'POST', body: JSON.stringify({ path: '', pathspec }) });
  });

  it('ends with its Jupyter, in whatever way that ends, and runs do not', async () => {
    const { pathspec } = await startSlow(based);
    const [ofPlain, ofBased] = [await pidOf(plain), await pidOf(based)];
    process.kill(based.pid ?? 0, 'SIGKILL');
    expect(await isGoneWithin(ofBased, 5000)).toBe(true);
    expect(isAlive(ofPlain)).toBe(true);
    expect(await statusOf(plain, pathspec)).toBe('running');
    await ask(plain, 'runs/stop', { method: 'POST', body: JSON.stringify({ path: '', pathspec }) });
    plain.stop();
    await plain.ended;
    expect(await isGoneWithin(ofPlain, 1000)).toBe(true);
  });
});
