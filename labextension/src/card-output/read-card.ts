import type { CardData } from '../../../src/card/card-document';

/** Values, characters and levels of a card that are drawn at most: a notebook from elsewhere may hold anything. */
const mostValues = 100_000;
const mostCharacters = 40e6;
const mostLevels = 64;

/** Fields of an object that are kept in any case. */
const mostFields = 50;

/** Characters of a text that is no picture and no page. */
const longestText = 1_000_000;

/** Fields whose texts are whole or nothing. */
const unbroken: ReadonlySet<string> = new Set(['data', 'svg', 'html']);

/**
 * Data of an output as a card that can be drawn; null for what is none, or of another version. What is too much is left out, and told at the
 * card's end. What a component holds is looked at when it is drawn.
 */
export function readCard(data: unknown): CardData | null {
  if (typeof data !== 'object' || data === null) return null;
  const room: Room = { values: mostValues, characters: mostCharacters, isCut: false };
  const { document, source, html } = bounded(data, '', 0, room) as Readonly<Record<string, unknown>>;
  if (!isRecord(document) || document['version'] !== 1 || !Array.isArray(document['components'])) return null;
  const cut = room.isCut ? [{ type: 'error', title: 'Not all of this card is shown.', message: cutText }] : [];
  return {
    document: {
      version: 1,
      type: textOf(document['type']),
      id: typeof document['id'] === 'string' ? document['id'] : null,
      title: textOf(document['title']),
      pathspec: textOf(document['pathspec']),
      components: [...(document['components'] as CardData['document']['components']), ...(cut as CardData['document']['components'])],
      live: document['live'] === true,
      at: typeof document['at'] === 'number' ? document['at'] : 0
    },
    source: isRecord(source) && typeof source['pathspec'] === 'string' ? (source as CardData['source'] & object) : null,
    ...(typeof html === 'string' ? { html } : {})
  };
}

const cutText = 'It is larger, or nested deeper, than what is drawn in a notebook.';

interface Room {
  values: number;
  characters: number;
  isCut: boolean;
}

/** A copy of JSON that is not too large, without names that mean something to JavaScript. */
function bounded(value: unknown, name: string, level: number, room: Room): unknown {
  if (typeof value === 'string') return boundedText(value, name, room);
  if (typeof value !== 'object' || value === null) return value;
  if (level >= mostLevels) {
    room.isCut = true;
    return null;
  }
  if (Array.isArray(value)) return boundedList(value, name, level, room);
  const copy: Record<string, unknown> = {};
  for (const [at, [each, inner]] of Object.entries(value).entries()) {
    // A component whose list was cut keeps its other fields.
    if (each === '__proto__' || (!hasRoom(room) && at >= mostFields)) continue;
    copy[each] = bounded(inner, each, level + 1, room);
  }
  return copy;
}

function boundedList(value: readonly unknown[], name: string, level: number, room: Room): unknown[] {
  const copy: unknown[] = [];
  for (const each of value) {
    if (!hasRoom(room)) break;
    copy.push(bounded(each, name, level + 1, room));
  }
  return copy;
}

function hasRoom(room: Room): boolean {
  if (room.values <= 0) room.isCut = true;
  room.values -= 1;
  return room.values >= 0;
}

function boundedText(text: string, name: string, room: Room): string {
  const isWhole = unbroken.has(name);
  const most = Math.max(0, isWhole ? room.characters : Math.min(longestText, room.characters));
  room.characters -= Math.min(text.length, most);
  if (text.length <= most) return text;
  room.isCut = true;
  return isWhole ? '' : `${text.slice(0, most)}…`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
