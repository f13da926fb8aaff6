import { badRequest, type Call } from './call';

/** The fields of a request's body, read by name and kind. Each throws HeadwaterError HW611 for another kind. */
export interface BodyFields {
  text(name: string): string;
  textOrNull(name: string): string | null;
  texts(name: string): string[];
  textByName(name: string): Readonly<Record<string, string>>;
  countOrNull(name: string): number | null;
}

/** Reads the body of a request that has one. */
export function bodyFields({ body }: Call): BodyFields {
  const fields = new Map<string, unknown>(Object.entries(Object(body) as object));
  const read = <T>(name: string, kind: string, isKind: (value: unknown) => value is T): T => {
    const value = fields.get(name) ?? null;
    if (isKind(value)) return value;
    throw badRequest(`'${name}' of the request must be ${kind}.`, name);
  };
  return {
    text: name => read(name, 'a text', isText),
    textOrNull: name => read(name, 'a text or null', isTextOrNull),
    texts: name => [...read(name, 'a list of texts', isTexts)],
    textByName: name => read(name, 'an object of texts', isTextByName),
    countOrNull: name => read(name, 'a whole number above 0, or null', isCountOrNull)
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isTextByName(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}

function isCountOrNull(value: unknown): value is number | null {
  return value === null || (Number.isSafeInteger(value) && Number(value) > 0);
}
