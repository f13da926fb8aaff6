import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSerially, type TestCell } from '../src/task/serial-notebook';

interface Case {
  readonly name: string;
  readonly group: string;
  readonly why: string;
  readonly cells: readonly TestCell[];
  readonly expect: {
    readonly stdout?: string;
    readonly alsoStdout?: readonly string[];
    readonly orDiagnostic?: boolean;
    readonly diagnostic?: boolean;
    readonly about?: string;
  };
}

const file = path.join(import.meta.dirname, '../fixtures/notebooks/corpus-typescript.json');
const corpus = JSON.parse(readFileSync(file, 'utf8')) as Case[];

/** A scratch cell's value is refused by analysis, before any task: the graph's tests have that case. */
const elsewhere = ['scratch-value-used'];

describe('a notebook whose steps run in processes of their own', () => {
  for (const { name, group, why, cells, expect: wanted } of corpus.filter(each => !elsewhere.includes(each.name)))
    it.concurrent(`${group}, ${name}: ${why}`, async () => {
      const { stdout, failure, records } = await runSerially(cells);
      if (failure === null) return expect([wanted.stdout, ...(wanted.alsoStdout ?? [])]).toContain(stdout);
      const { error } = failure;
      const seen = `${error.code} ${error.message} | ${error.hint} | about ${error.about ?? '-'} | ${error.stack} | step ${[...records.keys()].at(-1) ?? ''}`;
      expect({ refused: seen, allowed: wanted.orDiagnostic ?? wanted.diagnostic ?? false }).toEqual({ refused: seen, allowed: true });
      expect(
        (wanted.about ?? '').split(' / ').some(about => `${error.about ?? ''} ${error.message}`.includes(about)),
        seen
      ).toBe(true);
    });
});
