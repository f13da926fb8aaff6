import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HeadwaterError } from '../../errors';
import { findBrowser } from './find-browser';
import { runBrowser } from './run-browser';
import { writePage } from './write-page';

/** Pixels of a card as a picture. */
const width = 1040;
const tallest = 16_000;

/**
 * Saves a page as a picture of all of it, or as PDF, by an installed browser that has no network.
 * @throws HeadwaterError HW701 when there is no browser, HW702 when it leaves no picture
 */
export async function printCard(html: string, format: 'png' | 'pdf', out: string): Promise<void> {
  const browser = findBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'headwater-card-'));
  try {
    const page = join(folder, 'card.html');
    const made = join(folder, `card.${format}`);
    writeFileSync(page, html);
    const address = pathToFileURL(page).href;
    const height = format === 'png' ? await heightOf(browser, folder, html) : 0;
    const how =
      format === 'png'
        ? [`--screenshot=${made}`, `--window-size=${width},${height}`, '--hide-scrollbars', '--default-background-color=FFFFFFFF']
        : [`--print-to-pdf=${made}`, '--no-pdf-header-footer'];
    const said = await runBrowser(browser, folder, [...how, address]);
    if (!isThere(made)) throw noPicture(browser, said.stderr);
    writePage(out, readFileSync(made));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** How high the page is at the picture's width, which only the browser knows: a copy of the page says it in its title. */
async function heightOf(browser: string, folder: string, html: string): Promise<number> {
  const measured = join(folder, 'measure.html');
  const script =
    '<script>addEventListener("load",()=>{document.title="height:"+Math.ceil(document.documentElement.scrollHeight)})</script>';
  writeFileSync(measured, html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '') + script);
  const { stdout } = await runBrowser(browser, folder, ['--dump-dom', `--window-size=${width},100`, pathToFileURL(measured).href]);
  const found = Number(/<title>height:(\d+)<\/title>/.exec(stdout)?.[1]);
  return Number.isFinite(found) ? Math.min(tallest, Math.max(100, found)) : 1400;
}

function isThere(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function noPicture(browser: string, said: string): HeadwaterError {
  const last = said.trim().split('\n').at(-1) ?? '';
  return new HeadwaterError('HW702', `${browser} made no picture of the card${last === '' ? '' : `: ${last.slice(0, 300)}`}.`, {
    about: browser,
    hint: 'Start it by hand to see what it says, name another one in HEADWATER_BROWSER, or take --format html.'
  });
}
