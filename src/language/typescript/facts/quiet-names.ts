/** What changes nothing when it is called: the language's own functions, and the names of methods that only look. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Global functions. */
export const quietFunctions = words(`
Number String Boolean BigInt Symbol Array Object Date parseInt parseFloat isNaN isFinite structuredClone encodeURI encodeURIComponent decodeURI
decodeURIComponent atob btoa`);

/** Global classes whose constructors change nothing else. */
export const quietClasses = words(`
Map Set WeakMap WeakSet Date Array Object RegExp Error TypeError RangeError URL URLSearchParams TextEncoder TextDecoder Intl ArrayBuffer DataView
Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array Number
String Boolean`);

/** Global objects and modules all of whose functions only compute or show. */
export const quietObjects = words('Math JSON Number String Date console Intl performance Symbol BigInt Buffer tslab display');

/** Functions of objects that also have others: `Object.keys`, `Array.from`, `fs.readFileSync`, `path.join`. */
export const quietMembers = words(`
keys values entries fromEntries getOwnPropertyNames getPrototypeOf is isFrozen groupBy from of isArray isInteger has get ownKeys
readFileSync readdirSync existsSync statSync lstatSync readFile readdir stat join resolve basename dirname extname relative parse format inspect
cwd uptime memoryUsage cpus platform hostname totalmem freemem isDeepStrictEqual`);

/** Methods of values that only look, or that make something new. */
export const quietMethods = words(`
map filter flatMap flat slice concat join reduce reduceRight some every find findIndex findLast findLastIndex forEach includes indexOf lastIndexOf
at with toSorted toReversed toSpliced keys values entries has get getChild getChildAt toArray toJSON toString toLocaleString toFixed toPrecision
toExponential valueOf charAt charCodeAt codePointAt substring substr split trim trimStart trimEnd padStart padEnd repeat replace replaceAll
startsWith endsWith toLowerCase toUpperCase localeCompare normalize match matchAll test getTime getFullYear getMonth getDate getDay getHours
getMinutes getSeconds getUTCFullYear getUTCMonth getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds toISOString toLocaleDateString
toLocaleTimeString toDateString subarray head tail print show describe summary union intersection difference isSubsetOf isSupersetOf hasOwnProperty`);

/** Of those, the ones that give a number, a text or a truth value. */
export const plainMethods = words(`
some every findIndex findLastIndex includes indexOf lastIndexOf has join toString toLocaleString toFixed toPrecision toExponential charAt
charCodeAt substring trim padStart padEnd repeat replace replaceAll startsWith endsWith toLowerCase toUpperCase test toISOString`);

/** Of those, the ones whose result is a new array, or no object: what is done to it is seen by nobody else. */
export const freshMethods = words(`
map filter flatMap flat slice concat toSorted toReversed toSpliced with split join toFixed toString trim padStart padEnd repeat replace
replaceAll toLowerCase toUpperCase substring toISOString`);
