import { nothingThere, notStored, type Description, type Line, type VariableDescription } from '../task/describe/description';

/** The first place where two descriptions of a variable differ. */
export interface Deviation {
  readonly variable: string;
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

/** The variable in a description; one that holds nothing when it is not there. */
export function variableIn({ variables }: Description, name: string): VariableDescription {
  return variables.find(each => each.name === name) ?? { name, digest: '', lines: [[0, name, nothingThere]] };
}

/** True for a variable whose step could not store it. */
export function isNotStored({ lines }: VariableDescription): boolean {
  return lines[0]?.[2].startsWith(notStored) === true;
}

/** Where two variables first differ; null when they are the same. `ignored`: numbers of lines that do not count. */
export function firstDeviation(
  left: VariableDescription,
  right: VariableDescription,
  ignored: ReadonlySet<number> = new Set()
): Deviation | null {
  if (left.digest === right.digest && left.digest !== '') return null;
  const count = Math.max(left.lines.length, right.lines.length);
  for (let index = 0; index < count; index++) {
    const [one, other] = [left.lines[index], right.lines[index]];
    if (ignored.has(index) || isSame(one, other)) continue;
    return deviationAt(left, right, index);
  }
  return null;
}

/** Numbers of the lines that differ; null when the variables do not even have the same places. */
export function deviatingLines(left: VariableDescription, right: VariableDescription): ReadonlySet<number> | null {
  if (left.lines.length !== right.lines.length) return null;
  const found = new Set<number>();
  for (const [index, one] of left.lines.entries()) {
    const other = right.lines[index];
    if (one[0] !== other?.[0] || one[1] !== other[1]) return null;
    if (one[2] !== other[2]) found.add(index);
  }
  return found;
}

function isSame(one: Line | undefined, other: Line | undefined): boolean {
  return one !== undefined && other !== undefined && one[0] === other[0] && one[1] === other[1] && one[2] === other[2];
}

function deviationAt(left: VariableDescription, right: VariableDescription, index: number): Deviation {
  const place = left.name;
  const [one, other] = [pathAt(left, index), pathAt(right, index)];
  const texts = { left: left.lines[index]?.[2] ?? '(nothing)', right: right.lines[index]?.[2] ?? '(nothing)' };
  if (one !== null && one === other) return { variable: place, path: one, ...texts };
  // One has a place that the other lacks: the deeper one, or the one that is there, is named.
  const isLeft = other === null || (one !== null && (left.lines[index]?.[0] ?? 0) >= (right.lines[index]?.[0] ?? 0));
  return {
    variable: place,
    path: (isLeft ? one : other) ?? place,
    left: isLeft ? texts.left : otherPlace(one, texts.left),
    right: isLeft ? otherPlace(other, texts.right) : texts.right
  };
}

function otherPlace(path: string | null, text: string): string {
  return path === null ? '(nothing)' : `(nothing there; next is ${path} = ${text})`;
}

/** `model.layers[3]`: the keys of a line and of those that it lies in. */
function pathAt({ lines }: VariableDescription, index: number): string | null {
  const line = lines[index];
  if (line === undefined) return null;
  if (line[2].startsWith('… ')) return line[1];
  const keys = [line[1]];
  for (let at = index, depth = line[0]; depth > 0 && at > 0;) {
    at--;
    const [above = 0, key = ''] = lines[at] ?? [];
    if (above !== depth - 1) continue;
    keys.unshift(key);
    depth = above;
  }
  return keys.join('');
}
