import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, type Workspace } from '../workspace';
import { openLab, type LabPage } from './lab-page';

let place: Workspace;
let lab: LabPage;
let pathspec: string;

beforeAll(async () => {
  place = makeWorkspace();
  const notebook = place.notebook('slow.ipynb', [
    { source: 'let a = 1; await new Promise(resolve => setTimeout(resolve, 60_000))', step: 'wait' }
  ]);
  lab = await openLab(place);
  const started = place.start(['run', notebook, '--json']);
  const [, found = ''] = await started.waitFor(/"pathspec":"([^"]+)"/);
  pathspec = found;
  void started.ended;
  await lab.open('slow.ipynb');
}, 300_000);

afterAll(async () => {
  await place?.headwater(['stop', pathspec]);
  await lab?.close();
  place?.remove();
});

/** What a page sees that follows the run so many times at once and then asks for something else; `token`: as a page without a login has none. */
interface Seen {
  readonly opened: boolean;
  readonly followed: number;
  readonly health: number;
}

describe('streams over one WebSocket', () => {
  it('leave the browser its connections: 50 at once, and other requests are answered', async () => {
    const seen = await follow(50, `?token=${lab.token}`);
    expect(seen).toEqual({ opened: true, followed: 50, health: 200 });
  });

  it('are not given to somebody without a login', async () => {
    expect(await upgrade('')).toBe(403);
    expect(await upgrade(`?token=${lab.token}`)).toBe(101);
    expect((await fetch(`${lab.base}/headwater/api/health`)).status).toBe(403);
  });

  it('are not given to a page of another site, login or not', async () => {
    expect(await upgrade('', { Cookie: await cookies(), Origin: 'http://elsewhere.example' })).toBe(403);
    expect(await upgrade('', { Cookie: await cookies(), Origin: lab.base })).toBe(101);
  });
});

/** Status of the answer to a WebSocket's first request. */
function upgrade(token: string, more: Record<string, string> = {}): Promise<number> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...more
  };
  return new Promise((resolve, reject) => {
    const request = get(`${lab.base}/headwater/streams${token}`, { headers });
    request.on('response', response => resolve(response.statusCode ?? 0));
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
  });
}

/** The login of the page. */
async function cookies(): Promise<string> {
  return (await lab.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** Follows in the page itself, as code from anywhere could. */
function follow(count: number, token: string): Promise<Seen> {
  const program = `(async () => {
    const base = ${JSON.stringify(lab.base)};
    const socket = new WebSocket(base.replace('http', 'ws') + '/headwater/streams${token}');
    const seen = new Set();
    const enough = new Promise(resolve => {
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.text && message.text.includes('event: progress')) seen.add(message.id);
        if (seen.size === ${count}) resolve();
      };
      socket.onerror = socket.onclose = resolve;
      setTimeout(resolve, 10000);
    });
    const opened = await new Promise(resolve => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
    });
    if (opened)
      for (let id = 1; id <= ${count}; id++)
        socket.send(JSON.stringify({ open: id, route: 'run/follow', query: { path: 'slow.ipynb', pathspec: ${JSON.stringify(pathspec)} } }));
    await enough;
    const health = (await fetch(base + '/headwater/api/health${token}')).status;
    socket.close();
    return { opened, followed: seen.size, health };
  })()`;
  return lab.page.evaluate<Seen>(program);
}
