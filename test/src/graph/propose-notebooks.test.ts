import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostic';
import { newAnalyser, type AnalysedNotebook } from '../../../src/graph/analyser';
import { nodeGlobals } from '../../../src/graph/known-globals';
import { applyFix } from '../../../src/notebook/apply-fix';
import type { CellChange } from '../../../src/notebook/fix';
import { notebookOf } from '../../../src/notebook/read-notebook';

const analyser = newAnalyser();

function analyse(json: object): AnalysedNotebook {
  return analyser.analyse(notebookOf(json), { flowName: 'Test', globals: nodeGlobals });
}

/** The notebook with everything tagged as proposed. */
function accepted(json: object): object {
  const tags = analyse(json).proposals.flatMap(({ cell, tag }): CellChange[] =>
    tag === null ? [] : [{ kind: 'tags', cell, add: [tag], remove: [] }]
  );
  return applyFix(json, { title: 'Tag as proposed', changes: tags });
}

const errorsOf = ({ graph }: AnalysedNotebook): Diagnostic[] => graph.diagnostics.filter(each => each.severity === 'error');

/** How many first fixes it takes until there is no error; Infinity when that leads nowhere. */
function decisions(json: object): number {
  let notebook = json;
  for (let made = 0; made < 20; made++) {
    const analysed = analyse(notebook);
    const [error] = errorsOf(analysed);
    if (error === undefined) return made;
    const [fix] = analysed.fixes.get(error) ?? [];
    if (fix === undefined) return Infinity;
    notebook = applyFix(notebook, fix);
  }
  return Infinity;
}

/** Notebooks without tags: what accepting every proposal leads to. `disorder` was made to be wrong: two cells stand above what they use. */
const notebooks: readonly { readonly name: string; readonly steps: number; readonly errors: number; readonly decisions: number }[] = [
  { name: 'messy', steps: 10, errors: 0, decisions: 0 },
  { name: 'logs', steps: 19, errors: 0, decisions: 0 },
  { name: 'survey', steps: 10, errors: 0, decisions: 0 },
  { name: 'four-waits', steps: 4, errors: 0, decisions: 0 },
  { name: 'disorder', steps: 6, errors: 3, decisions: 3 }
];

describe('accepting every proposed step', () => {
  it.each(notebooks)(
    'of $name gives $steps steps and $errors errors, $decisions fixes away from a flow',
    ({ name, steps, errors, decisions: wanted }) => {
      const json = JSON.parse(readFileSync(join(__dirname, `../../fixtures/notebooks/${name}.ipynb`), 'utf8')) as object;
      const untagged = withoutTags(json);
      const tagged = accepted(untagged);
      const analysed = analyse(tagged);
      expect(analysed.graph.steps).toHaveLength(steps);
      expect(errorsOf(analysed)).toHaveLength(errors);
      expect(decisions(tagged)).toBe(wanted);
    }
  );

  it('of each notebook of the corpus gives no error', () => {
    const corpus = JSON.parse(readFileSync(join(__dirname, '../../fixtures/notebooks/corpus-typescript.json'), 'utf8')) as {
      name: string;
      cells: { source: string }[];
    }[];
    const wrong = corpus.filter(({ cells }) => {
      const json = {
        cells: cells.map(({ source }, i) => ({ id: `c${i}`, cell_type: 'code', metadata: {}, source })),
        metadata: { kernelspec: { name: 'tslab', language: 'typescript' } },
        nbformat: 4
      };
      return errorsOf(analyse(accepted(json))).length > 0;
    });
    expect(wrong.map(each => each.name)).toEqual([]);
  });
});

function withoutTags(json: object): object {
  const { cells } = json as { cells: { metadata?: object }[] };
  return { ...json, cells: cells.map(cell => ({ ...cell, metadata: {} })) };
}
