import { unwatched } from '../ambient/unwatched';

const sources = new Map<string, string>();
const belongs = new WeakMap<object, { readonly among: number; readonly is: boolean }>();

/** Remembers the JavaScript of a module that lies beside the notebook, as it is run. */
export function noteSource(file: string, text: string): void {
  sources.set(file, text);
}

/** The JavaScript of such a module; read from the file where it was loaded unseen. Empty when it cannot be read. */
export function sourceOf(file: string): string {
  if (!sources.has(file)) noteSource(file, readText(file));
  return sources.get(file) ?? '';
}

/** True when the function's text stands in one of those modules: else it is a package's, Node's or the language's. */
export function isFromSources(value: object): boolean {
  const known = belongs.get(value);
  if (known !== undefined && (known.is || known.among === sources.size)) return known.is;
  const text = Function.prototype.toString.call(value);
  const is = [...sources.values()].some(source => source.includes(text));
  belongs.set(value, { among: sources.size, is });
  return is;
}

function readText(file: string): string {
  try {
    return unwatched.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
