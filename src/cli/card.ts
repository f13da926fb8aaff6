import { writeFileSync } from 'node:fs';
import { Run, Step, Task, namespace } from '../../client';
import type { Card } from '../../client/cards/stored-card';
import { cardText } from '../card/card-text';
import { parsePathspec } from '../pathspec';
import { printCard } from './card/print-card';
import type { Command } from './command';
import { withLatest } from './latest-run';
import { storeHere } from './open-store';
import { parseArguments, usage } from './parse-arguments';

/** Cards as files. */
export const command: Command = {
  summary: 'show and save cards of steps',
  usage: `headwater card list <pathspec>
headwater card show <pathspec>
headwater card get <pathspec> [--format html|png|pdf] [--out <file>] [--type <type>] [--id <id>]

The pathspec is Flow/run/step or Flow/run/step/task; "latest" stands for the newest run. Of a step the card of its newest task is meant.

  list      the cards that a task has
  show      a card as text
  get       a card as one file that needs nothing else: html goes to stdout without --out; png and pdf use an installed Chromium,
            Chrome or Edge (or HEADWATER_BROWSER) and need --out
  --type    which card, where a task has several; also --id`,
  run
};

const formats = ['html', 'png', 'pdf'] as const;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'html' },
      out: { type: 'string', short: 'o' },
      type: { type: 'string' },
      id: { type: 'string' }
    }
  });
  const [verb, pathspec, ...more] = positionals;
  if (pathspec === undefined || more.length > 0) throw usage('Which card?', 'headwater card get <Flow/run/step>');
  storeHere();
  namespace(null);
  const asked = await withLatest(pathspec);
  const choice = { ...(values.type === undefined ? {} : { type: values.type }), ...(values.id === undefined ? {} : { id: values.id }) };
  if (verb === 'list') return list(asked);
  if (verb !== 'show' && verb !== 'get') throw usage(`There is no 'card ${verb ?? ''}'.`, 'headwater card list, show or get.', verb);
  const card = await cardAt(asked, choice);
  if (verb === 'show')
    process.stdout.write(`${card.document === null ? `${card.title}: made by Metaflow; get saves it.` : cardText(card.document)}\n`);
  else await save(card, values.format, values.out);
  return 0;
}

async function list(pathspec: string): Promise<number> {
  const { task } = levelOf(pathspec);
  const cards = task === null ? await Step(pathspec).cards : await Task(pathspec).cards;
  for (const { type, id, pathspec: at, title } of cards) process.stdout.write(`${at}  ${type}${id === null ? '' : `  ${id}`}  ${title}\n`);
  return 0;
}

async function cardAt(pathspec: string, choice: { readonly type?: string; readonly id?: string }): Promise<Card> {
  const { flow, run, step, task } = levelOf(pathspec);
  if (task !== null) return await Task(pathspec).card(choice);
  return await (await Run(`${flow}/${run}`)).card(step ?? '', choice);
}

function levelOf(pathspec: string): ReturnType<typeof parsePathspec> {
  const parts = parsePathspec(pathspec);
  if (parts.step !== null && parts.artifact === null) return parts;
  throw usage(`'${pathspec}' is no step and no task.`, 'Write Flow/run/step or Flow/run/step/task.', pathspec);
}

async function save(card: Card, format: string, out: string | undefined): Promise<void> {
  const known = formats.find(each => each === format);
  if (known === undefined) throw usage(`There is no format '${format}'.`, 'One of html, png, pdf.', '--format');
  if (known === 'html' && out === undefined) return void process.stdout.write(card.html);
  if (out === undefined) throw usage(`A ${known} goes into a file.`, `Add --out card.${known}.`, '--out');
  if (known === 'html') writeFileSync(out, card.html);
  else await printCard(card.html, known, out);
  process.stderr.write(`${card.pathspec} → ${out}\n`);
}
