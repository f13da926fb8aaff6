/** Names that JavaScript itself defines (ECMAScript 2023, section 19), and those that every function body has. */
const ofJavaScript = `globalThis undefined NaN Infinity eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
encodeURIComponent escape unescape AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
FinalizationRegistry Float32Array Float64Array Function Int8Array Int16Array Int32Array Intl Iterator Map Number Object Promise Proxy RangeError
ReferenceError RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError Uint8Array Uint8ClampedArray Uint16Array Uint32Array URIError
WeakMap WeakRef WeakSet Atomics JSON Math Reflect arguments this`;

/** Names that Node 20 adds (its documentation, "Global objects"), those of a CommonJS module included. */
const ofNode = `AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy Crypto
CryptoKey CustomEvent DecompressionStream DOMException Event EventTarget File FormData Headers MessageChannel MessageEvent MessagePort Performance
PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming ReadableByteStreamController
ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader Request Response
SubtleCrypto TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream TransformStreamDefaultController URL URLSearchParams WebAssembly
WebSocket WritableStream WritableStreamDefaultController WritableStreamDefaultWriter atob btoa clearImmediate clearInterval clearTimeout console crypto
exports fetch global module navigator performance process queueMicrotask require setImmediate setInterval setTimeout structuredClone __dirname __filename`;

/** The globals of a TypeScript or JavaScript cell: JavaScript's and Node's. */
export const nodeGlobals: ReadonlySet<string> = new Set(`${ofJavaScript} ${ofNode}`.split(/\s+/));
