import type { ImageComponent } from '../../src/card/component';

type Picture = Pick<ImageComponent, 'mime' | 'data'>;

/**
 * A picture's bytes in base64, from bytes, a `data:` address, SVG text, a canvas (`toBuffer`), a plot (`toSVG`, `outerHTML`).
 * @throws TypeError for anything else
 */
export function pictureOf(source: unknown): Picture {
  if (source instanceof Uint8Array) return ofBytes(source);
  if (source instanceof ArrayBuffer) return ofBytes(new Uint8Array(source));
  if (typeof source === 'string') return ofText(source);
  if (typeof source === 'object' && source !== null) {
    for (const method of ['toBuffer', 'toSVG']) {
      const give: unknown = Reflect.get(source, method);
      if (typeof give === 'function') return pictureOf(Reflect.apply(give, source, []));
    }
    const html: unknown = Reflect.get(source, 'outerHTML');
    if (typeof html === 'string') return ofText(html);
  }
  throw new TypeError('it is no picture: give bytes of a PNG, JPEG, GIF, WebP or SVG, a data: address, SVG text or a canvas');
}

/** True for what is a picture beyond doubt. */
export function isPicture(value: unknown): boolean {
  if (value instanceof Uint8Array) return mimeOf(value) !== null;
  if (typeof value !== 'object' || value === null) return false;
  const html: unknown = Reflect.get(value, 'outerHTML');
  return (typeof html === 'string' && svgOf(html) !== null) || typeof Reflect.get(value, 'toSVG') === 'function';
}

function ofBytes(bytes: Uint8Array): Picture {
  const mime = mimeOf(bytes);
  if (mime === null) throw new TypeError('these bytes are no PNG, JPEG, GIF, WebP or SVG');
  return { mime, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
}

function ofText(text: string): Picture {
  const found = /^data:(image\/(?:png|jpeg|gif|webp|svg\+xml));base64,([\w+/=\s]+)$/.exec(text);
  if (found !== null) return { mime: found[1] as Picture['mime'], data: (found[2] ?? '').replace(/\s/g, '') };
  const svg = svgOf(text);
  if (svg !== null) return { mime: 'image/svg+xml', data: Buffer.from(svg).toString('base64') };
  throw new TypeError('this text is neither SVG nor a data: address of a picture');
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
