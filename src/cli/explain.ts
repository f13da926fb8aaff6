import { HeadwaterError } from '../errors';
import type { Page } from '../explain/page';
import { pages } from '../explain/pages';
import { nearNames } from '../near-names';
import type { Command } from './command';
import { parseArguments, usage } from './parse-arguments';
import { styled, terminalOf, type Terminal } from './terminal';

/** Prints the documentation page of a diagnostic code, or the list of all. */
export const command: Command = {
  summary: 'say what a diagnostic code means and what to do; without a code, list them all',
  usage: `headwater explain [<code>]

  headwater explain HW155   what the code means, an example, the fix
  headwater explain         every code with its title`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const [given, second] = positionals;
  const terminal = terminalOf(process.stdout);
  if (second !== undefined) throw usage('Give one code at a time.', 'headwater explain <code>', second);
  if (given === undefined) process.stdout.write(list(terminal));
  else process.stdout.write(format(codeOf(given), pageOf(given), terminal));
  return 0;
}

function list(terminal: Terminal): string {
  const codes = Object.keys(pages).sort();
  return `${codes.map(code => `${styled('bold', code, terminal)}  ${pages[code]?.title}`).join('\n')}\n\nheadwater explain <code> says more.\n`;
}

/** `hw155`, `155` and `HW155` are the same code. */
function codeOf(given: string): string {
  const digits = /^(?:hw)?(\d+)$/i.exec(given.trim())?.[1];
  return digits === undefined ? given.toUpperCase() : `HW${digits}`;
}

function pageOf(given: string): Page {
  const code = codeOf(given);
  const page = Object.hasOwn(pages, code) ? pages[code] : undefined;
  if (page !== undefined) return page;
  const near = nearNames(code, Object.keys(pages)).filter(each => each[2] === code[2]);
  throw new HeadwaterError('HW501', `There is no code '${given}'.`, {
    about: given,
    hint: near.length > 0 ? `Near it: ${near.sort().join(', ')}. headwater explain lists them all.` : 'headwater explain lists them all.'
  });
}

function format(code: string, { title, meaning, example, fix }: Page, terminal: Terminal): string {
  const heading = (text: string): string => styled('bold', text, terminal);
  const body = [
    `${heading(`${code}  ${title}`)}`,
    wrapped(meaning, terminal),
    heading('Example'),
    indented(example),
    heading('What to do'),
    wrapped(fix, terminal)
  ];
  return `${body.join('\n\n')}\n`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map(line => `    ${line}`.trimEnd())
    .join('\n');
}

/** Breaks lines at blanks, at most 100 columns wide. */
function wrapped(text: string, { width }: Terminal): string {
  const limit = Math.min(width, 100);
  return text
    .split('\n')
    .map(line => line.split(' ').reduce((done, word) => join(done, word, limit)))
    .join('\n');
}

function join(text: string, word: string, limit: number): string {
  const line = text.length - (text.lastIndexOf('\n') + 1);
  return `${text}${line + 1 + word.length > limit ? '\n' : ' '}${word}`;
}
