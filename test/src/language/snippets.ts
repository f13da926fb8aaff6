import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from '../../../src/notebook/cell';

/** A small notebook and what a tslab 1.0.22 kernel prints when its cells are run in order. */
export interface Snippet {
  readonly title: string;
  readonly cells: readonly string[];
  readonly printed: readonly string[];
}

/** A notebook of the shared corpus. */
export interface CorpusCase {
  readonly name: string;
  readonly group: string;
  readonly cells: readonly { readonly step: string | null; readonly tags?: readonly string[]; readonly source: string }[];
  readonly expect: { readonly stdout?: string; readonly diagnostic?: boolean };
}

export const snippets: readonly Snippet[] = fixture('tslab/snippets.json');

export const corpus: readonly CorpusCase[] = fixture('notebooks/corpus-typescript.json');

function fixture<T>(path: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures', path), 'utf8')) as T;
}

/** Code cells of the given sources, each a step of its own. */
export function stepCells(...sources: string[]): Cell[] {
  return sources.map((source, index) => codeCell(source, index, [`step:s${index}`]));
}

/** A code cell. */
export function codeCell(source: string, index: number, tags: readonly string[]): Cell {
  return { id: `c${index}`, index, kind: 'code', source, tags, settings: null, executionCount: null };
}

/** The cells of a corpus case that are part of its flow, and its scratch cells. */
export function corpusCells({ cells }: CorpusCase): Cell[] {
  return cells.map(({ source, step, tags }, index) => codeCell(source, index, step === null ? (tags ?? []) : [`step:${step}`]));
}
