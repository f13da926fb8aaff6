import { before } from '../notes';
import type { Codec, Encoder } from './encoder';
import { tryAgain } from './knowledge';
import { readOwnProperties, writeExtraProperties } from './own-properties';
import { classOf, writePrototype, type Found } from './prototype';

/** A RegExp is a str like `/a+/g` in Python, whose own expressions are others. */
export function* encodeRegExp(regexp: RegExp, encoder: Encoder): Codec {
  const found = classOf(regexp, RegExp.prototype, encoder);
  encoder.note(before.regexp, regexp.source, regexp.flags, Number(regexp.lastIndex), addressIn(found));
  encoder.pickle.string(`/${regexp.source}/${regexp.flags}`);
  yield* end(regexp, found, encoder, key => key === 'lastIndex');
}

/** A URL is a str in Python. */
export function* encodeUrl(url: URL, encoder: Encoder): Codec {
  const found = classOf(url, URL.prototype, encoder);
  learnParams(url, encoder);
  encoder.note(before.url, addressIn(found));
  encoder.pickle.string(url.href);
  yield* end(url, found, encoder);
}

/** URLSearchParams are a str in Python; those that belong to a URL keep to it. */
export function* encodeUrlSearchParams(params: URLSearchParams, encoder: Encoder): Codec {
  const found = classOf(params, URLSearchParams.prototype, encoder);
  const url = encoder.knowledge.urlOfParams.get(params);
  if (url !== undefined) {
    encoder.at = { text: ' (its URL)' };
    if (!encoder.atom(url)) yield url;
    encoder.pickle.string(params.toString());
    encoder.note(before.linkedParams, addressIn(found));
    encoder.pickle.tuple(2);
  } else {
    encoder.note(before.params, addressIn(found));
    encoder.pickle.string(params.toString());
  }
  yield* end(params, found, encoder);
}

/** `new Number(1)` and its like are the primitive in Python. */
export function* encodeBoxed(boxed: object, encoder: Encoder): Codec {
  const primitive: unknown = Reflect.apply(boxKind(boxed).prototype.valueOf, boxed, []);
  const found = classOf(boxed, boxKind(boxed).prototype, encoder);
  if (typeof primitive === 'symbol') encoder.atom(primitive);
  encoder.note(before.boxed, addressIn(found));
  if (typeof primitive === 'symbol') encoder.pickle.tuple(1);
  else encoder.atom(primitive);
  const isText = typeof primitive === 'string';
  yield* end(boxed, found, encoder, key => isText && (key === 'length' || /^\d+$/.test(key)));
}

function boxKind(boxed: object): { readonly prototype: object } {
  const kinds = [Number, String, Boolean, BigInt, Symbol];
  return kinds.find(kind => Object.prototype.toString.call(boxed) === `[object ${kind.name}]`) ?? Number;
}

/** Params that were written before their URL was met have lost their link to it. */
function learnParams(url: URL, encoder: Encoder): void {
  const params = url.searchParams;
  encoder.touch(params);
  if (encoder.knowledge.urlOfParams.has(params)) return;
  encoder.knowledge.urlOfParams.set(params, url);
  if (encoder.wasWritten(params)) tryAgain();
}

function* end(object: object, found: Found, encoder: Encoder, skip?: (key: string) => boolean): Codec {
  encoder.remember(object);
  yield* writePrototype(found, encoder);
  yield* writeExtraProperties(readOwnProperties(object, skip), encoder);
}

function addressIn(found: Found): string {
  return found.kind === 'class' ? found.address : '';
}
