import type { CardComponent, ImageComponent, JsonObject, JsonValue } from './component';

/** Mime type -> data, as nbformat has it. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** An output of a notebook as a component: what shows most of it without a script. */
export function bundleComponent(bundle: MimeBundle): CardComponent {
  const text = textOf(bundle['text/plain']) ?? '';
  const own = bundle['application/vnd.headwater.card+json'];
  if (own !== undefined) return ownComponent(own) ?? { type: 'text', text };
  for (const [mime, data] of Object.entries(bundle)) {
    if (/^application\/vnd\.vega(lite)?\.v\d+\+json$/.test(mime) && typeof data === 'object' && data !== null)
      return { type: 'vega', spec: data as JsonObject, alt: 'Chart' };
  }
  const picture = imageOf(bundle, text);
  if (picture !== null) return picture;
  const markdown = textOf(bundle['text/markdown']) ?? textOf(bundle['text/latex']);
  if (markdown !== null) return { type: 'markdown', text: markdown };
  const html = textOf(bundle['text/html']);
  if (html !== null) return { type: 'html', html, height: 300 };
  const json = bundle['application/json'];
  return json === undefined ? { type: 'text', text } : { type: 'json', value: json as JsonValue };
}

const pictures: readonly ImageComponent['mime'][] = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'];

function imageOf(bundle: MimeBundle, text: string): ImageComponent | null {
  for (const mime of pictures) {
    const data = textOf(bundle[mime]);
    if (data === null) continue;
    const encoded = mime === 'image/svg+xml' ? base64OfText(aloneSvg(data)) : data.replace(/\s/g, '');
    return { type: 'image', mime, data: encoded, alt: text === '' || text.startsWith('<') ? 'Picture' : text.slice(0, 200) };
  }
  return null;
}

/** With the namespace that an SVG needs where it stands alone, and a page's does not. */
function aloneSvg(svg: string): string {
  return /<svg[^>]*\sxmlns=/.test(svg) ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** Components that were displayed keep their form. */
function ownComponent(data: unknown): CardComponent | null {
  const { document } = data as { readonly document?: { readonly components?: readonly CardComponent[]; readonly title?: string } };
  const components = document?.components ?? [];
  const [first] = components;
  if (components.length === 1 && first !== undefined) return first;
  return components.length === 0 ? null : { type: 'section', title: document?.title ?? 'Card', components, open: true };
}

/** nbformat keeps texts whole or as a list of lines. */
function textOf(data: unknown): string | null {
  if (typeof data === 'string') return data;
  return Array.isArray(data) && data.every(each => typeof each === 'string') ? data.join('') : null;
}

/** In pieces: a call takes only so many arguments. */
function base64OfText(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
