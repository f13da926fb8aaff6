/** How a piece of text looks; the names are those of CSS classes behind `jp-HeadwaterLog-`. Empty: as plain text. */
export type AnsiStyle = readonly string[];

/** A piece of a line in one look. */
export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

const escape = '\u001b';

// ECMA-48: CSI sequences; OSC strings (titles, links); other escapes.
const sequence = /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~]?)/g;

/** A line as pieces with their looks; colours and weights of SGR are kept, all other control sequences are dropped. The look goes on from `start`. */
export function ansiSpans(line: string, start: AnsiStyle = []): readonly AnsiSpan[] {
  if (!line.includes(escape)) return line === '' ? [] : [{ text: printable(line), style: start }];
  const spans: AnsiSpan[] = [];
  let style = start;
  let from = 0;
  const add = (to: number): void => {
    if (to > from) spans.push({ text: printable(line.slice(from, to)), style });
  };
  for (const match of line.matchAll(sequence)) {
    add(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = styled(style, match[1] ?? '');
  }
  add(line.length);
  return spans;
}

/** The look in which the next line begins. */
export function styleAfter(line: string, start: AnsiStyle): AnsiStyle {
  if (!line.includes(escape)) return start;
  let style = start;
  for (const match of line.matchAll(sequence)) if (match[2] === 'm') style = styled(style, match[1] ?? '');
  return style;
}

/** The line without any control sequence: what a search looks at. */
export function plainText(line: string): string {
  return line.includes(escape) ? printable(line.replace(sequence, '')) : printable(line);
}

/** Control characters have no look of their own; a carriage return has overwritten what stood before it. */
function printable(text: string): string {
  return text.replace(/\t/g, '    ').replace(/\p{Cc}/gu, '');
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const weights: Readonly<Record<number, string>> = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline', 9: 'struck' };
const ends: Readonly<Record<number, readonly string[]>> = { 22: ['bold', 'dim'], 23: ['italic'], 24: ['underline'], 29: ['struck'] };

function styled(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const [name, used] = extended(codes.slice(i + 1));
      next = withColour(next, code === 38 ? 'on' : 'ground', name);
      i += used;
    } else next = withCode(next, code);
  }
  return next;
}

function withCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return [];
  const weight = weights[code];
  if (weight !== undefined) return style.includes(weight) ? style : [...style, weight];
  const ended = ends[code];
  if (ended !== undefined) return style.filter(each => !ended.includes(each));
  if (code === 39 || code === 49) return withColour(style, code === 39 ? 'on' : 'ground', null);
  const name = names[code % 10] ?? null;
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return withColour(style, 'on', name);
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return withColour(style, 'ground', name);
  return style;
}

function withColour(style: AnsiStyle, place: 'on' | 'ground', name: string | null): AnsiStyle {
  const rest = style.filter(each => !each.startsWith(`${place}-`));
  return name === null ? rest : [...rest, `${place}-${name}`];
}

/** The nearest of the eight colours for `5;n` and `2;r;g;b`, and how many codes that took. */
function extended([kind, first = 0, green = 0, blue = 0]: readonly number[]): readonly [string | null, number] {
  if (kind === 2) return [nearest(first, green, blue), 4];
  if (kind !== 5) return [null, 1];
  if (first < 16) return [names[first % 8] ?? null, 2];
  if (first >= 232) return [first < 244 ? 'black' : 'white', 2];
  const cube = first - 16;
  return [nearest(Math.floor(cube / 36) * 51, (Math.floor(cube / 6) % 6) * 51, (cube % 6) * 51), 2];
}

function nearest(red: number, green: number, blue: number): string | null {
  const bright = Math.max(red, green, blue) / 2;
  return names[(red > bright ? 1 : 0) + (green > bright ? 2 : 0) + (blue > bright ? 4 : 0)] ?? null;
}
