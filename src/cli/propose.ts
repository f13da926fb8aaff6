import { HeadwaterError } from '../errors';
import { proposeSteps, type Proposal } from '../graph/propose-steps';
import { languageOf } from '../language/languages';
import type { Notebook } from '../notebook/cell';
import { roleOf } from '../notebook/cell-role';
import type { CellEdit } from '../notebook/edit-cells';
import { loadNotebook } from '../scheduler/notebook-file';
import { saveTypescriptCache, useCachedTypescript } from '../scheduler/typescript-cache';
import { changeNotebook } from './change-notebook';
import type { Command } from './command';
import { formatProposals } from './format-proposals';
import { onlyArgument, parseArguments } from './parse-arguments';
import { terminalOf } from './terminal';

/** Suggests steps for an untagged notebook. */
export const command: Command = {
  summary: 'suggest steps for an untagged notebook, from its headings and data flow',
  usage: `headwater propose <notebook> [--write] [--json]

  --write   tag the cells as proposed; without it the proposal and the diff are only shown
  --json    the proposal as JSON: one { cell, index, tag, why } for each code cell; index counts from 0, tag is null for cells left out

headwater tag and untag change single cells afterwards.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } }
  });
  const path = onlyArgument(positionals, 'notebook');
  const file = loadNotebook(path);
  useCachedTypescript();
  const proposals = propose(file.notebook, path);
  const terminal = terminalOf(process.stdout);
  process.stdout.write(
    values.json ? `${JSON.stringify(proposals, null, 2)}\n` : `${formatProposals(proposals, file.notebook, terminal)}\n`
  );
  if (!values.json || values.write) changeNotebook(file, editsOf(proposals), !values.write, values.json);
  saveTypescriptCache();
  return 0;
}

/**
 * The proposal for a notebook.
 * @throws HeadwaterError HW520 when the notebook has steps already, HW110 when its language is not supported, HW150 when no cell could be a step
 */
function propose(notebook: Notebook, path: string): Proposal[] {
  const tagged = notebook.cells.find(cell => roleOf(cell).kind !== 'scratch');
  if (tagged !== undefined)
    throw new HeadwaterError(
      'HW520',
      `Cell ${tagged.index + 1} is part of a flow already; steps are proposed for untagged notebooks only.`,
      {
        about: path,
        hint: 'Change single cells with headwater tag and untag, or untag all of them first.'
      }
    );
  const language = languageOf(notebook);
  if ('severity' in language) throw new HeadwaterError(language.code, language.message, { hint: language.hint });
  const facts = language.analyse(notebook.cells);
  const proposals = proposeSteps(notebook, facts, ({ cell }) => language.parameters(cell));
  if (proposals.some(each => each.tag?.startsWith('step:'))) return proposals;
  throw new HeadwaterError('HW150', `No cell of ${path} makes anything that a step could keep.`, {
    about: path,
    hint: 'Tag the cells yourself: headwater tag <notebook> --cell 1 --step <name>'
  });
}

function editsOf(proposals: readonly Proposal[]): Map<number, CellEdit> {
  const tagged = proposals.flatMap(({ index, tag }): [number, CellEdit][] =>
    tag === null ? [] : [[index, { kind: 'tag', tag, settings: [] }]]
  );
  return new Map(tagged);
}
