import { Flow, Run, Step, Task, namespace } from '../../client';
import type { Card, CardChoice } from '../../client/cards/stored-card';
import { cardText } from '../card/card-text';
import { parsePathspec } from '../pathspec';
import { printCard } from './card/print-card';
import { writePage } from './card/write-page';
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

The pathspec is Flow/run/step or Flow/run/step/task; "latest" stands for the newest run. Of a step the card of its newest task is meant, or
that of one item of a foreach by --index.

  list      the cards of a task, of a step, of a run (Flow/run) or of a flow's newest run (Flow); also those that are being written
  show      a card as text
  get       a card as one file that needs nothing else: html goes to stdout without --out; png and pdf use an installed Chromium,
            Chrome or Edge (or HEADWATER_BROWSER) and need --out
  --type    which card, where a task has several; also --id
  --index   which item of a foreach, from 0`,
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
      index: { type: 'string' },
      id: { type: 'string' }
    }
  });
  const [verb, pathspec, ...more] = positionals;
  if (pathspec === undefined || more.length > 0) throw usage('Which card?', 'headwater card get <Flow/run/step>');
  storeHere();
  namespace(null);
  const asked = await withLatest(pathspec);
  const choice = {
    ...(values.type === undefined ? {} : { type: values.type }),
    ...(values.id === undefined ? {} : { id: values.id }),
    ...(values.index === undefined ? {} : { index: placeOf(values.index) })
  };
  if (verb === 'list') return list(asked);
  if (verb !== 'show' && verb !== 'get') throw usage(`There is no 'card ${verb ?? ''}'.`, 'headwater card list, show or get.', verb);
  const card = await cardAt(asked, choice);
  if (verb === 'show')
    process.stdout.write(`${card.document === null ? `${card.title}: made by Metaflow; get saves it.` : cardText(card.document)}\n`);
  else await save(card, values.format, values.out);
  return 0;
}

async function list(pathspec: string): Promise<number> {
  for (const { type, id, pathspec: at, title, index, live } of await cardsIn(pathspec)) {
    const place = live && index !== null ? `${at}[${index}]` : at;
    process.stdout.write(`${[place, type, ...(id === null ? [] : [id]), title, ...(live ? ['(running)'] : [])].join('  ')}\n`);
  }
  return 0;
}

/** The cards of a task, of a step, of all steps of a run, or of a flow's newest run. */
async function cardsIn(pathspec: string): Promise<readonly Card[]> {
  const { flow, run, step, task, artifact } = parsePathspec(pathspec);
  if (artifact !== null)
    throw usage(`'${pathspec}' is a variable.`, 'Write Flow, Flow/run, Flow/run/step or Flow/run/step/task.', pathspec);
  if (task !== null) return await Task(pathspec).cards;
  if (step !== null) return await Step(pathspec).cards;
  return await (
    await (run === null ? Flow(flow).latestRun : Run(`${flow}/${run}`))
  ).cards;
}

function placeOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw usage(`'${text}' is no place of an item.`, 'Items of a foreach are counted from 0: --index 0.', '--index');
}

async function cardAt(pathspec: string, choice: CardChoice): Promise<Card> {
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
  if (known === 'html') writePage(out, card.html);
  else await printCard(card.html, known, out);
  process.stderr.write(`${card.pathspec} → ${out}\n`);
}
