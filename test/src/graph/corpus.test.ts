import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findings, graphOf, type ShortCell } from './notebook-of';

interface Case {
  readonly name: string;
  readonly group: string;
  readonly cells: readonly { readonly step: string | null; readonly tags?: readonly string[]; readonly source: string }[];
  readonly expect: { readonly stdout?: string; readonly diagnostic?: boolean; readonly orDiagnostic?: boolean; readonly about?: string };
}

const corpus: readonly Case[] = JSON.parse(readFileSync(join(__dirname, '../../fixtures/notebooks/corpus-typescript.json'), 'utf8'));

/** Groups whose cases are refused at run time, by looking at the values, or that are not supported yet. */
const dynamic = new Set(['unstorable', 'ambient', 'dynamic', 'alias']);

describe('the corpus', () => {
  it.each(corpus.map(each => [`${each.group}: ${each.name}`, each] as const))('%s', (_name, { cells, group, expect: wanted }) => {
    const short = cells.map(({ step, tags = [], source }): ShortCell => [
      [...tags, ...(step === null ? [] : [`step:${step}`])].join(' '),
      source
    ]);
    const errors = findings(graphOf(short)).filter(each => each.includes(' error '));
    if (wanted.stdout !== undefined && wanted.orDiagnostic !== true) expect(errors).toEqual([]);
    else if (wanted.diagnostic === true && !dynamic.has(group)) expect(errors.map(each => each.split(' ').at(-1))).toContain(wanted.about);
  });
});
