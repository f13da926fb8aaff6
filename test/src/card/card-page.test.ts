import { describe, expect, it } from 'vitest';
import type { CardDocument } from '../../../src/card/card-document';
import { cardHtml, cardPage, documentOfPage } from '../../../src/card/card-page';
import type { CardComponent } from '../../../src/card/component';

const markup = '</script><script>alert(1)</script><img src=x onerror=alert(1)> "quoted" \'single\' žluť 🐎\u2028';

function card(...components: CardComponent[]): CardDocument {
  return { version: 1, type: 'default', id: null, title: markup, pathspec: 'Flow/1/train/2', components, live: false, at: 0 };
}

describe('the page of a card', () => {
  it('gives back the very document that it was made of', () => {
    const document = card({ type: 'markdown', text: markup }, { type: 'json', value: { [markup]: [1, null, markup] } });
    expect(documentOfPage(cardPage(document))).toEqual(document);
  });

  it('holds the picture of a chart once, and gives it back with the document', () => {
    const chart = (name: string): CardComponent => ({ type: 'vega', spec: { mark: 'bar' }, alt: name, svg: `<svg xmlns="http://www.w3.org/2000/svg"><text>it's ${name} ${markup}</text></svg>` }); // prettier-ignore
    const none: CardComponent = { type: 'html', html: '<figure class="hw-chart"><img src="data:image/svg+xml,no">' };
    const rows = Array.from({ length: 120 }, (_, at) => [chart(`cell-${at}-`)]);
    const table: CardComponent = { type: 'table', columns: [{ name: 'c', align: 'left', kind: null }], rows, total: 120 };
    const document = card(
      chart('one'),
      none,
      { type: 'columns', columns: [[chart('two')], [table]] },
      { type: 'tabs', tabs: [{ title: 't', components: [chart('three')] }] }
    );
    const page = cardPage(document);
    expect(page).not.toContain('\\u003csvg');
    expect(documentOfPage(page)).toEqual(document);
  });

  it('is ASCII, since Metaflow opens files in the encoding of the locale', () => {
    expect(/^[\0-\x7f]*$/.test(cardPage(card({ type: 'text', text: markup })))).toBe(true);
  });

  it('holds no script but the block of JSON, and its policy lets none run and nothing be loaded', () => {
    const page = cardPage(card({ type: 'markdown', text: markup }, { type: 'code', language: 'x', text: markup }));
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="application/json" id="headwater-card">']);
    expect(page).not.toMatch(/<img src=x/);
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none';[^"]*script-src 'none'/);
  });

  it('puts HTML of somebody’s own into a frame of its own origin, whose rules it cannot leave', () => {
    const page = cardPage(card({ type: 'html', html: '<script>top.location = "http://x"</script>' }));
    expect(page).toMatch(/<iframe[^>]* sandbox="allow-scripts"/);
    expect(page).not.toContain('allow-same-origin');
    expect(page).toMatch(/default-src &#39;none&#39;|default-src &amp;#39;none|default-src 'none'/);
  });

  it('of another program has no document', () => {
    expect(documentOfPage('<html><body>Metaflow</body></html>')).toBeNull();
    expect(documentOfPage('<script type="application/json" id="headwater-card">{"version":2}</script>')).toBeNull();
    expect(documentOfPage('<script type="application/json" id="headwater-card">{broken</script>')).toBeNull();
  });
});

describe('what a card draws', () => {
  it('a link that is no address of a page stays text; a picture from elsewhere is not loaded', () => {
    const html = cardHtml(
      card({ type: 'markdown', text: '[a](javascript:alert(1)) [b](https://example.org/x) ![p](https://example.org/p.png)' })
    );
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://example.org/x"']);
    expect(html).not.toContain('<img');
  });

  it('a long table in pages of 50 rows, with how many there are', () => {
    const rows = Array.from({ length: 120 }, (_, at) => [at, `row ${at}`]);
    const columns = [{ name: 'n', align: 'right' as const, kind: 'Int32' }, { name: 's', align: 'left' as const, kind: null }]; // prettier-ignore
    const html = cardHtml(card({ type: 'table', columns, rows, total: 100_000 }));
    expect(html.match(/<tbody>/g)).toHaveLength(3);
    expect(html).toContain('The first 120 of 100,000 rows.');
  });

  it('a very long table in groups of pages, each called by its rows, every row once, and where all of them are', () => {
    for (const count of [501, 2345, 9000]) {
      const rows = Array.from({ length: count }, (_, at) => [`row-${at}.`]);
      const columns = [{ name: 's', align: 'left' as const, kind: null }];
      const html = cardHtml(card({ type: 'table', columns, rows, total: 100_000, source: 'Flow/1/train/2/points' }));
      expect(html.match(/row-\d+\./g)).toEqual(rows.flat());
      expect(html).toContain('All of them: Flow/1/train/2/points');
      const groups = html.split('<div class="hw-tabs').slice(1);
      for (const each of groups) expect(each.match(/<input/g)?.length ?? 0).toBeLessThanOrEqual(12);
      expect(html).toContain(`–${count.toLocaleString('en')}</label>`);
      expect(html).not.toContain('…</label>');
    }
  });

  it('a component that is not what its type says is told in its place, the others stand', () => {
    const bad = JSON.parse('[null, 5, { "type": "columns", "columns": 3 }, { "type": "new" }]') as CardComponent[];
    const html = cardHtml(card(...bad, { type: 'text', text: 'still here' }));
    expect(html.match(/hw-error/g)?.length).toBeGreaterThanOrEqual(4);
    expect(html).toContain('still here');
  });
});
