import { execFileSync } from 'node:child_process';
import type { TestCell, Workspace } from '../e2e/workspace';

/** A value as metaflow-reads.py describes it: Python's type, and its content. */
export type Described = readonly [string, unknown];

/** A task as metaflow-reads.py saw it. */
export interface FoundTask {
  readonly id: string;
  readonly index: number | null;
  readonly successful: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly sizes: Readonly<Record<string, number>>;
  readonly artifacts: Readonly<Record<string, Described>>;
}

/** A run as metaflow-reads.py saw it. Times in seconds since 1970. */
export interface Found {
  readonly latest: string;
  readonly latest_successful: string;
  readonly successful: boolean;
  readonly finished: boolean;
  readonly finished_at: number;
  readonly created_at: number;
  readonly tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly data: Readonly<Record<string, Described>>;
  readonly steps: Readonly<Record<string, readonly FoundTask[]>>;
  readonly code: { readonly script: string; readonly files: readonly string[]; readonly text: string } | null;
}

/** A notebook with a value of every kind, a table and a foreach. */
export const cells: TestCell[] = [
  { tags: ['parameters'], source: 'const rate = 0.25;\nconst label = "first";' },
  { source: "import { tableFromArrays, Table } from 'apache-arrow';\nimport { foreach } from 'headwater';" },
  {
    step: 'values',
    source: `const nothing = null, missing = undefined, yes = true, int = 42, big = 2n ** 70n, real = 0.5, minusZero = -0, nan = NaN, infinite = -Infinity;
export const text = 'naïve 🚲 \\u0000 "quoted"';
export const list = [1, 'two', [3, null]];
export const plain = { a: 1, 'b c': { d: [true] } };
export const map = new Map<any, any>([['k', 1], [2, 'v']]);
export const set = new Set(['p', 'q']);
export const when = new Date(Date.UTC(2026, 10, 21, 8, 17, 30, 637));
export const bytes = new Uint8Array([0, 1, 255]);
export const floats = new Float64Array([1.5, -2.25]);
export const ints = new Int32Array([7, -8]);
class Point { constructor(public x: number, public y: number) {} norm() { return Math.hypot(this.x, this.y); } }
export const point = new Point(3, 4);
export const shared = { inner: [1] };
export const both = [shared, shared];
export const sparse = [1, , 3];
console.log('values made at rate', rate);
console.error('a warning');`
  },
  {
    step: 'frame',
    source: `const table = tableFromArrays({ id: Int32Array.from([1, 2, 3]), score: Float64Array.from([0.5, rate, -1]), name: ['ann', 'bob', 'čeněk'] });`
  },
  {
    step: 'fit',
    source: 'const fits = await foreach([10, 20, 30], (n, i) => {\n  console.log(`fit ${i}`);\n  return { n, loss: n * rate };\n});'
  },
  {
    step: 'best',
    source: 'const winner = fits.reduce((a, b) => (a.loss < b.loss ? a : b));\nconsole.log(winner.n, table.numRows, point.norm());'
  }
];

/** What the real metaflow reads of a run; a tag that is given is added to the run by Python. */
export function readByMetaflow(python: string, place: Workspace, pathspec: string, tag = ''): Found {
  const script = `${__dirname}/metaflow-reads.py`;
  const env = { ...process.env, ...place.environment };
  const text = execFileSync(python, [script, pathspec, tag], { env, cwd: place.folder, encoding: 'utf8' });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Found;
}
