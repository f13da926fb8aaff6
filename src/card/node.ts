/** A piece of a drawn card: text, or an element. It becomes HTML text or DOM elements; what comes from data is only ever text or the value of an attribute. */
export type CardNode = string | CardElement;

/** An element of HTML or SVG. */
export interface CardElement {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly CardNode[];
}

/** Attributes by name; what is null or false is left out, true has no value. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Every tag that a drawn card may have: none that runs a script or loads anything. */
export type Tag = HtmlTag | SvgTag;

type HtmlTag =
  | 'a'
  | 'blockquote'
  | 'br'
  | 'caption'
  | 'code'
  | 'dd'
  | 'del'
  | 'details'
  | 'div'
  | 'dl'
  | 'dt'
  | 'em'
  | 'figcaption'
  | 'figure'
  | 'footer'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'header'
  | 'hr'
  | 'iframe'
  | 'img'
  | 'input'
  | 'label'
  | 'li'
  | 'ol'
  | 'p'
  | 'pre'
  | 'progress'
  | 'section'
  | 'span'
  | 'strong'
  | 'summary'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'tr'
  | 'ul';

type SvgTag = 'svg' | 'path' | 'rect' | 'text' | 'title' | 'g';

const svgTags: ReadonlySet<string> = new Set<SvgTag>(['svg', 'path', 'rect', 'text', 'title', 'g']);

/** True for an element of SVG. */
export function isSvg(tag: Tag): boolean {
  return svgTags.has(tag);
}

/** An element. */
export function element(
  tag: Tag,
  attributes: Attributes | null,
  ...children: readonly (CardNode | readonly CardNode[] | null)[]
): CardElement {
  return { tag, attributes: attributes ?? {}, children: children.flat().filter(each => each !== null) };
}

/** An element of HTML with one or more classes. */
export function box(tag: Tag, className: string, ...children: readonly (CardNode | readonly CardNode[] | null)[]): CardElement {
  return element(tag, { class: className }, ...children);
}

/** A piece as HTML text. */
export function htmlOf(node: CardNode): string {
  if (typeof node === 'string') return escapeText(node);
  const { tag, attributes, children } = node;
  const start = `<${tag}${Object.entries(attributes).map(attributeText).join('')}>`;
  return emptyTags.has(tag) ? start : `${start}${children.map(htmlOf).join('')}</${tag}>`;
}

/** Text as it stands in HTML, also inside quotes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"'\0]/g, unit => escapes[unit] ?? unit);
}

/** A link's address if it leads to a page or a mail, else null. */
export function safeAddress(address: string): string | null {
  return /^(https?:\/\/|mailto:|#)/i.test(address.trim()) ? address.trim() : null;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\0': '�' };

const emptyTags: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input']);

function attributeText([name, value]: readonly [string, Attributes[string]]): string {
  if (value === null || value === undefined || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escapeText(String(value))}"`;
}
