import type { CardDocument } from './card-document';
import { cardStyle, pageStyle } from './card-style';
import type { CardComponent } from './component';
import { mapComponents } from './map-components';
import { drawCard, drawComponents } from './draw/draw-card';
import { escapeText, htmlOf } from './node';

/** Nothing is loaded from anywhere. Scripts run only inside of frames: those inherit this policy, and nothing else in the page is a script. */
function policyOf(hasFrames: boolean): string {
  const scripts = hasFrames ? "'unsafe-inline' 'unsafe-eval'" : "'none'";
  return `default-src 'none'; img-src data:; font-src data:; media-src data:; style-src 'unsafe-inline'; script-src ${scripts}; frame-src 'none'; base-uri 'none'; form-action 'none'`;
}

/** A card as one page that needs nothing else: readable without scripts, with the document inside (`documentOfPage`). */
export function cardPage(document: CardDocument): string {
  const { node } = drawCard(document);
  const body = asciiOf(htmlOf(node));
  const policy = policyOf(body.includes('<iframe'));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="headwater">
<title>${asciiOf(escapeText(`${document.title} · ${document.pathspec}`))}</title>
<style>${pageStyle}${cardStyle}</style>
</head>
<body>
${body}
<script type="application/json" id="${blockId}">${scriptText(document)}</script>
</body>
</html>
`;
}

/** Metaflow opens pages in the locale's encoding. */
function asciiOf(html: string): string {
  return html.replace(/[^\0-\x7f]/gu, sign => `&#${sign.codePointAt(0)};`);
}

/** The document inside a page that `cardPage` made; null for any other page. */
export function documentOfPage(page: string): CardDocument | null {
  const start = page.lastIndexOf(`<script type="application/json" id="${blockId}">`);
  if (start < 0) return null;
  const from = page.indexOf('>', start) + 1;
  const end = page.indexOf('</script>', from);
  try {
    const found: unknown = JSON.parse(page.slice(from, end));
    return isDocument(found) ? { ...found, components: withPictures(found.components, page.slice(0, start)) } : null;
  } catch {
    return null;
  }
}

/** A card as a piece of HTML, for outputs of notebooks. */
export function cardHtml(document: CardDocument): string {
  return `<style>${cardStyle}</style>${htmlOf(drawCard(document).node)}`;
}

/** Components as a piece of HTML. */
export function componentsHtml(components: readonly CardComponent[]): string {
  return `<style>${cardStyle}</style>${htmlOf(drawComponents(components).node)}`;
}

const blockId = 'headwater-card';

/** A chart's picture is in the page already. */
function withoutPictures(components: readonly CardComponent[]): CardComponent[] {
  return mapComponents(components, each => {
    if (each.type !== 'vega') return each;
    const { svg: _svg, ...chart } = each;
    return chart;
  });
}

/** Pictures stand in the page in the order of their charts; a page whose number of pictures is another was changed by somebody. */
function withPictures(components: readonly CardComponent[], body: string): readonly CardComponent[] {
  const pictures = [...body.matchAll(chartPicture)].map(found => found[1] ?? '');
  let count = 0;
  const filled = mapComponents(components, each => {
    if (each.type !== 'vega' || each.svg !== undefined) return each;
    const picture = pictures[(count += 1) - 1];
    return picture === undefined ? each : { ...each, svg: decodeURIComponent(picture.replaceAll('&#39;', "'")) };
  });
  return count === pictures.length ? filled : components;
}

const chartPicture = /<figure class="hw-chart"><img src="data:image\/svg\+xml,([^"]*)"/g;

/** JSON in which nothing can end a script. */
function scriptText(document: CardDocument): string {
  return JSON.stringify({ ...document, components: withoutPictures(document.components) }).replace(
    /[<>&\u2028\u2029\u0080-\uffff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}

function isDocument(found: unknown): found is CardDocument {
  if (typeof found !== 'object' || found === null) return false;
  const { version, components, title, pathspec } = found as Partial<CardDocument>;
  return version === 1 && Array.isArray(components) && typeof title === 'string' && typeof pathspec === 'string';
}
