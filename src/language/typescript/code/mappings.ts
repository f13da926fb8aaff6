/** VLQ mappings cut into those of consecutive lines of the generated code. Format: the source map specification (ECMA-426). */

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...digits].map((digit, value) => [digit, value]));

/** The mappings of the lines `from` up to `to` by themselves. Lines count from 0; names are not expected. */
export function sliceMappings(mappings: string, from: number, to: number): string {
  const lines = mappings.split(';');
  const before = lines.slice(0, from).flatMap(segmentsOf);
  const [source, line, column] = [1, 2, 3].map(field => before.reduce((sum, segment) => sum + (segment[field] ?? 0), 0));
  let isFirst = true;
  const rebased = lines.slice(from, to).map(text => {
    if (!isFirst || text === '') return text;
    isFirst = false;
    const [[generated = 0, ...first] = [], ...rest] = segmentsOf(text);
    const moved = [generated, ...first.map((value, field) => value + ([source, line, column][field] ?? 0))];
    return [moved, ...rest].map(encodeSegment).join(',');
  });
  return rebased.join(';').replace(/;+$/, '');
}

function segmentsOf(line: string): number[][] {
  return line === '' ? [] : line.split(',').map(decodeSegment);
}

function decodeSegment(text: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of text) {
    const bits = values.get(digit) ?? 0;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function encodeSegment(numbers: readonly number[]): string {
  return numbers.map(encodeNumber).join('');
}

function encodeNumber(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const more = rest >> 5 > 0 ? 32 : 0;
    text += digits[(rest & 31) | more] ?? '';
    rest >>= 5;
  } while (rest > 0);
  return text;
}
