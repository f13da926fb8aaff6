import { UnfitValue } from '../../src/card/unfit-value';
import type { ImageComponent } from '../../src/card/component';

type Picture = Pick<ImageComponent, 'mime' | 'data'>;

/**
 * A picture's bytes in base64, from bytes, a `data:` address, SVG text, a canvas (`toBuffer`, `toDataURL`), a plot (`toSVG`,
 * `renderToSVGString`, `outerHTML`).
 * @throws UnfitValue for anything else
 */
export function pictureOf(source: unknown): Picture {
  if (source instanceof Uint8Array) return ofBytes(source);
  if (source instanceof ArrayBuffer) return ofBytes(new Uint8Array(source));
  if (typeof source === 'string') return ofText(source);
  if (typeof source === 'object' && source !== null) {
    if (typeof Reflect.get(source, 'then') === 'function') throw new UnfitValue('it is a promise: await it first');
    for (const [method, ...args] of drawers) {
      const give: unknown = Reflect.get(source, method);
      if (typeof give === 'function') return pictureOf(Reflect.apply(give, source, args));
    }
    const html: unknown = Reflect.get(source, 'outerHTML');
    if (typeof html === 'string') return ofText(html);
  }
  throw new UnfitValue('it is no picture: give bytes of a PNG, JPEG, GIF, WebP or SVG, a data: address, SVG text or a canvas');
}

/** Methods by which objects give a picture of themselves, and what they are given. */
const drawers = [['toBuffer', 'image/png'], ['renderToSVGString'], ['toSVG'], ['toDataURL', 'image/png']] as const;

/** True for what is a picture beyond doubt. */
export function isPicture(value: unknown): boolean {
  if (typeof value === 'string')
    return /^\s*(<\?xml[^]*?\?>\s*)?<svg[\s>][^]*<\/svg>\s*$/.test(value) || /^data:image\/[\w+]+[;,]/.test(value);
  if (value instanceof Uint8Array) return mimeOf(value) !== null;
  if (typeof value !== 'object' || value === null) return false;
  const html: unknown = Reflect.get(value, 'outerHTML');
  if (typeof html === 'string') return html.split('<svg').length === 2;
  return drawers.some(([method]) => typeof Reflect.get(value, method) === 'function');
}

/** What an SVG says that it shows: its title, or its label. Null when it says nothing, and for other pictures. */
export function titleOfPicture({ mime, data }: Picture): string | null {
  if (mime !== 'image/svg+xml') return null;
  const svg = Buffer.from(data, 'base64').toString('utf8');
  const found = /^<svg[^>]*>\s*<title[^>]*>([^<]+)<\/title>/.exec(svg) ?? /^<svg[^>]*\saria-label="([^"]+)"/.exec(svg);
  return found?.[1]?.trim().slice(0, 300) ?? null;
}

function ofBytes(bytes: Uint8Array): Picture {
  const mime = mimeOf(bytes);
  if (mime === null) throw new UnfitValue('these bytes are no PNG, JPEG, GIF, WebP or SVG');
  return { mime, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
}

function ofText(text: string): Picture {
  const found = /^data:(image\/(?:png|jpeg|gif|webp|svg\+xml));base64,([\w+/=\s]+)$/.exec(text);
  if (found !== null) return { mime: found[1] as Picture['mime'], data: (found[2] ?? '').replace(/\s/g, '') };
  const plain = /^data:image\/svg\+xml(?:;(?:charset=)?utf-?8)?,([^]*)$/i.exec(text);
  const svg = svgOf(plain === null ? text : decodeURIComponent(plain[1] ?? ''));
  if (svg !== null) return { mime: 'image/svg+xml', data: Buffer.from(svg).toString('base64') };
  throw new UnfitValue('this text is neither SVG nor a data: address of a picture');
}

/** The `<svg>` in a text, with the namespace that it needs to stand alone; null when there is none. */
function svgOf(text: string): string | null {
  const start = text.indexOf('<svg');
  const end = text.lastIndexOf('</svg>');
  if (start < 0 || end < start) return null;
  const svg = text.slice(start, end + 6);
  return /^<svg[^>]*\sxmlns=/.test(svg) ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** By the first bytes, as the formats' own specifications give them. */
function mimeOf(bytes: Uint8Array): Picture['mime'] | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 300)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  return /^\s*(<\?xml|<svg|<!DOCTYPE svg)/.test(head) && head.includes('<svg') ? 'image/svg+xml' : null;
}
