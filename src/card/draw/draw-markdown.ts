import { marked, type Token, type Tokens } from 'marked';
import { box, element, safeAddress, type CardElement, type CardNode, type Tag } from '../node';

/** Text in CommonMark with GitHub's tables; HTML in it is shown as text, pictures only where they are part of it (`data:`). */
export function drawMarkdown(text: string): CardElement {
  return box('div', 'hw-markdown', drawAll(marked.lexer(dedented(text), { gfm: true })));
}

function drawAll(tokens: readonly Token[] | undefined): CardNode[] {
  return (tokens ?? []).flatMap(draw);
}

function draw(token: Token): CardNode[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'hr':
      return [element('hr', null)];
    case 'br':
      return [element('br', null)];
    case 'heading':
      return [element(headings[(token as Tokens.Heading).depth - 1] ?? 'h6', null, drawAll(token.tokens))];
    case 'paragraph':
      return [element('p', null, drawAll(token.tokens))];
    case 'blockquote':
      return [element('blockquote', null, drawAll(token.tokens))];
    case 'strong':
    case 'em':
    case 'del':
      return [element(token.type, null, drawAll(token.tokens))];
    case 'code':
      return [element('pre', null, element('code', null, (token as Tokens.Code).text))];
    case 'codespan':
      return [element('code', null, (token as Tokens.Codespan).text)];
    case 'list':
      return [drawList(token as Tokens.List)];
    case 'table':
      return [drawTable(token as Tokens.Table)];
    case 'link':
      return drawLink(token as Tokens.Link);
    case 'image':
      return [drawImage(token as Tokens.Image)];
    default:
      return drawText(token as Tokens.Text);
  }
}

const headings: readonly Tag[] = ['h2', 'h3', 'h4', 'h5', 'h6', 'h6'];

/** Plain text, an escaped character, HTML. */
function drawText(token: Tokens.Text): CardNode[] {
  return token.tokens === undefined ? [unescaped(token)] : drawAll(token.tokens);
}

/** `marked` leaves entities to HTML. */
function unescaped({ type, raw, text }: { readonly type: string; readonly raw: string; readonly text: string }): string {
  const found = type === 'escape' ? text : raw;
  return found.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (all, name: string) => entities[name] ?? all);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' };

function drawList({ ordered, start, items }: Tokens.List): CardElement {
  const drawn = items.map(item =>
    element(
      'li',
      null,
      item.task ? element('input', { type: 'checkbox', disabled: true, checked: item.checked === true }) : null,
      drawAll(item.tokens)
    )
  );
  return element(ordered ? 'ol' : 'ul', ordered && start !== '' && start !== 1 ? { start } : null, drawn);
}

function drawTable({ header, rows, align }: Tokens.Table): CardElement {
  const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td'): CardElement =>
    element(
      'tr',
      null,
      cells.map((cell, at) => element(tag, align[at] === 'right' ? { class: 'hw-number' } : null, drawAll(cell.tokens)))
    );
  const body = rows.map(each => row(each, 'td'));
  const table = element('table', null, element('thead', null, row(header, 'th')), element('tbody', null, body));
  return element('div', { class: 'hw-scroll', tabindex: 0, role: 'group', 'aria-label': 'Table' }, table);
}

function drawLink({ href, tokens }: Tokens.Link): CardNode[] {
  const address = safeAddress(href);
  if (address === null) return drawAll(tokens);
  return [element('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, drawAll(tokens))];
}

function drawImage({ href, text }: Tokens.Image): CardNode {
  if (/^data:image\/(png|jpeg|gif|webp|svg\+xml);base64,[\w+/=]+$/.test(href)) return element('img', { src: href, alt: text });
  return box('span', 'hw-note', `[${text === '' ? 'picture' : text}]`);
}

/** As Metaflow's Markdown: text that is indented as the code around it is. */
function dedented(text: string): string {
  const lines = text.split('\n');
  const depths = lines.slice(1).flatMap(line => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
  const depth = lines[0]?.trim() === '' && depths.length > 0 ? Math.min(...depths) : 0;
  return depth === 0 ? text : lines.map(line => line.slice(Math.min(depth, line.length - line.trimStart().length))).join('\n');
}
