import { cardMimeType, type CardDocument } from '../../../src/card/card-document';
import type { CardComponent } from '../../../src/card/component';
import { heightField } from '../../../src/card/framed-page';

/** Title that the hostile page gives itself when its script runs. */
export const hostilePage = 'a script ran in here';

/** Tries every way out of its frame: the page around it, the network by each kind of request, another address for itself or the top, a dialog. */
function wayOut(address: string): string {
  return `<!doctype html><title>x</title><base href="${address}/base/"><meta http-equiv="refresh" content="2;url=${address}/refresh">
<link rel="stylesheet" href="${address}/style.css"><link rel="prefetch" href="${address}/prefetch"><link rel="preconnect" href="${address}">
<img src="${address}/img.png"><iframe src="${address}/frame"></iframe><video src="${address}/video" autoplay></video><object data="${address}/object"></object>
<form id="f" action="${address}/form" method="post" target="_top"><input name="a" value="1"></form><a id="a" href="${address}/link" target="_top">x</a>
<script src="${address}/script.js"></script>
<script>
const tries = [
  () => { parent.hacked = 1; }, () => { top.hacked = 1; }, () => { parent.document.title = 'hacked'; }, () => { top.location = '${address}/top'; },
  () => { parent.parent.document.body.innerHTML = 'hacked'; }, () => fetch('${address}/fetch'), () => new WebSocket('${address}'.replace('http', 'ws')),
  () => { const r = new XMLHttpRequest(); r.open('GET', '${address}/xhr'); r.send(); }, () => navigator.sendBeacon('${address}/beacon', 'x'),
  () => new EventSource('${address}/events'), () => { new Image().src = '${address}/image'; }, () => import('${address}/module.js'),
  () => new Worker('${address}/worker.js'), () => new Worker(URL.createObjectURL(new Blob(['fetch("${address}/blob")']))),
  () => open('${address}/open'), () => document.getElementById('f').submit(), () => document.getElementById('a').click(),
  () => alert('hacked'), () => confirm('hacked'), () => { document.cookie = 'a=1'; }, () => localStorage.setItem('a', '1'),
  () => parent.postMessage('hacked', '*'), () => parent.require && 1, () => { location.href = '${address}/self'; }, () => history.pushState({}, '', '/hacked')
];
for (const each of tries) { try { Promise.resolve(each()).catch(() => 0); } catch {} }
setTimeout(() => { location = '${address}/later'; }, 300);
</script>`;
}

const markup = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>';

/** A card of some components as an output. */
export function cardOutput(components: readonly CardComponent[]): object {
  const document: CardDocument = {
    version: 1,
    type: 'default',
    id: null,
    title: 'A card',
    pathspec: 'Flow/1/step',
    components,
    live: false,
    at: 0
  };
  return { [cardMimeType]: { document, source: null }, 'text/plain': 'x' };
}

/** Cards that nobody can draw whole: a text of 5 MB, a table of 100,000 rows, sections without end. */
export function largeCards(): object[] {
  let nested: CardComponent = { type: 'text', text: 'deep' };
  for (let level = 0; level < 200; level += 1) nested = { type: 'section', title: 's', open: true, components: [nested] };
  const rows = Array.from({ length: 100_000 }, (_, at) => [at, 'a']);
  const columns = ['n', 'a'].map(name => ({ name, align: 'left' as const, kind: null }));
  return [[{ type: 'text' as const, text: 'x'.repeat(5e6) }], [{ type: 'table' as const, columns, rows, total: 100_000 }], [nested]].map(
    cardOutput
  );
}

/** Pages of strangers that say how high they are. */
export function pagesOfHeights(): object[] {
  const pages = [
    '<!doctype html><html><head><title>a</title></head><body style="margin:0"><script>setTimeout(() => { document.body.style.height = "1234px"; }, 200)</script></body></html>',
    '<p>low</p>',
    '<body style="margin:0;height:calc(100vh + 50px)">grows</body>',
    `<p>liar</p><script>for (const each of [1e9, NaN, '5', -3, null, { a: 1 }]) parent.postMessage({ ${heightField}: each }, '*'); top.postMessage({ ${heightField}: 3999 }, '*')</script>`
  ];
  return pages.map((html, at) => {
    const document = {
      version: 1,
      type: 'foreign',
      id: null,
      title: `Height ${at}`,
      pathspec: `Evil/h${at}`,
      components: [],
      live: false,
      at: 0
    };
    return { [cardMimeType]: { document, source: null, html }, 'text/plain': 'x' };
  });
}

/** Outputs as a hostile notebook would bring them: each kind of component with markup where text belongs, and ways out of frames. */
export function hostileCells(address: string): object[] {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="top.hacked=1"><script>top.hacked=1;fetch('${address}/svg')</script><image href="${address}/svg.png"/></svg>`;
  const chart = (more: object): CardComponent => ({
    type: 'vega',
    alt: markup,
    spec: { mark: 'bar', data: { values: [{ a: 1 }] }, encoding: { x: { field: 'a' } }, ...more }
  });
  const witness = `<title>x</title><script>document.title = ${JSON.stringify(hostilePage)}</script>`;
  const cards: (readonly CardComponent[])[] = [
    [{ type: 'html', html: witness, height: 40 }],
    [{ type: 'html', html: wayOut(address), height: 200 }],
    [
      {
        type: 'markdown',
        text: `# ${markup}\n\n[a](javascript:window.hacked=1) [b](${address}/x "t") ![c](${address}/md.png) <a href="javascript:1">d</a>\n\n${markup}`
      },
      { type: 'text', text: markup },
      { type: 'code', language: markup, text: markup, title: markup },
      { type: 'json', value: { [markup]: markup, __proto__: 1 }, title: markup },
      { type: 'error', title: markup, message: markup, stack: markup, hint: markup }
    ],
    [
      {
        type: 'table',
        title: markup,
        columns: [{ name: markup, align: 'left', kind: '" onmouseover="window.hacked=1' }],
        rows: [[markup], [{ type: 'markdown', text: markup }]],
        total: 2
      },
      { type: 'image', mime: 'image/svg+xml', data: Buffer.from(svg).toString('base64'), alt: '" onerror="window.hacked=1', label: markup },
      {
        type: 'gallery',
        images: [{ type: 'image', mime: `image/png" onerror="window.hacked=1` as 'image/png', data: 'x', alt: markup }],
        total: 1,
        title: markup
      },
      { type: 'value', value: markup, title: markup, unit: markup, subtitle: markup, delta: { value: 1, text: markup, good: true } },
      { type: 'progress', value: 1, max: 2, label: markup, unit: markup, metadata: markup },
      { type: 'confusion', labels: [markup], counts: [[1]], title: markup },
      { type: 'facts', facts: [{ name: markup, value: markup, kind: markup }] },
      { type: 'dag', here: markup, steps: [{ name: markup, title: markup, next: [markup], split: true }] },
      { type: 'timeline', title: markup, spans: [{ name: markup, from: 0, to: 1, kind: `work" onclick="window.hacked=1` as 'work' }] },
      { type: 'events', title: markup, events: [{ at: 0, text: markup, details: { [markup]: markup } }], total: 1 },
      { type: 'columns', columns: [[{ type: 'text', text: markup }]], weights: ['1;background:url(x)' as never] },
      { type: 'tabs', tabs: [{ title: markup, components: [{ type: 'text', text: markup }] }] },
      { type: 'section', title: markup, open: true, components: [{ type: 'nothing' as 'text', text: markup }] }
    ],
    [
      chart({ data: { url: `${address}/data.csv` } }),
      chart({ mark: { type: 'image', url: `${address}/mark.png` } }),
      chart({ mark: { type: 'bar', href: 'javascript:window.hacked=1' } }),
      chart({ usermeta: { embedOptions: { loader: { baseURL: address }, patch: `${address}/patch.json` } } }),
      chart({ transform: [{ calculate: "constructor.constructor('window.hacked=1')()", as: 'b' }] }),
      {
        type: 'vega',
        alt: 'v',
        spec: {
          $schema: 'https://vega.github.io/schema/vega/v5.json',
          signals: [{ name: 'a', init: "warn('x')", update: 'window.hacked' }],
          marks: []
        }
      },
      { type: 'vega', alt: 's', spec: {}, svg }
    ],
    [null as never, 5 as never, { type: 'table' } as never, { type: 'columns', columns: 3 } as never]
  ];
  const documents = cards.map((components, at): CardDocument => ({
    version: 1,
    type: 'default',
    id: null,
    title: markup,
    pathspec: `Evil/${at}`,
    components,
    live: false,
    at: 0
  }));
  const foreign: CardDocument = {
    version: 1,
    type: 'foreign',
    id: null,
    title: markup,
    pathspec: 'Evil/f',
    components: [],
    live: false,
    at: 0
  };
  return [
    ...documents.map(document => ({ [cardMimeType]: { document, source: null }, 'text/plain': 'x' })),
    { [cardMimeType]: { document: foreign, source: null, html: wayOut(address) }, 'text/plain': 'x' }
  ];
}
