import type { Data, DataType, Dictionary, Table, Vector } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';

/** The table with one dictionary for each column that had several, one batch's after the other: an Arrow file may not replace any. */
export function uniteDictionaries(table: Table, arrow: Arrow): Table {
  if (table.batches.length < 2) return table;
  table.schema.fields.forEach((field, at) => {
    if (isDictionary(field.type, arrow))
      unite(
        table.batches.flatMap(batch => batch.data.children[at] ?? []),
        field.type,
        arrow
      );
  });
  return table;
}

function isDictionary(type: DataType, { Type }: Arrow): type is Dictionary {
  return type.typeId === Type.Dictionary;
}

/** Left to the writer, which refuses it, when its values are no texts or numbers. */
function unite(parts: readonly Data[], { dictionary: type }: Dictionary, arrow: Arrow): void {
  const [first] = parts;
  if (first === undefined || parts.every(part => part.dictionary?.data[0] === first.dictionary?.data[0])) return;
  const places = new Map<unknown, number>();
  const maps = parts.map(part => placesOf(part.dictionary, places));
  if ([...places.keys()].some(value => typeof value === 'object')) return;
  const dictionary = arrow.vectorFromArray([...places.keys()], type);
  parts.forEach((part, at) => renumber(part, maps[at] ?? [], dictionary, first));
}

function placesOf(dictionary: Vector | undefined, places: Map<unknown, number>): number[] {
  return [...(dictionary ?? [])].map(value => {
    const known = places.get(value) ?? places.size;
    places.set(value, known);
    return known;
  });
}

function renumber(part: Data, places: readonly number[], dictionary: Vector, first: Data): void {
  const values = part.values as Int32Array;
  Object.assign(part, { values: values.map(index => places[index] ?? 0), dictionary, type: first.type });
}
