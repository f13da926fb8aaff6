import { cardPage } from '../../card/card-page';
import { pageStyle } from '../../card/card-style';
import { framedPage } from '../../card/framed-page';
import { escapeText } from '../../card/node';
import type { StoredCard } from '../../../client/cards/stored-card';
import { isHeadwaterError } from '../../errors';

/** Seconds after which a page is asked for again while its step runs. */
const liveSeconds = 2;

/**
 * A card as the page of an address. `newer`: runs that are newer and have none, which is told; `seconds`: after so many it is asked for again,
 * 0 for never, and while the step runs every two. A card of Metaflow's stands in a frame that fills the page.
 */
export function servedPage(card: StoredCard, newer: readonly string[], seconds: number): string {
  const { document } = card;
  if (document === null) return withTitle(framedPage(card.html), `${card.data.document.title} · ${card.pathspec}`, seconds);
  const note = newer.length === 0 ? [] : [{ type: 'markdown', text: newerText(newer) } as const];
  const page = cardPage({ ...document, components: [...note, ...document.components] });
  return refreshed(page, document.live ? liveSeconds : seconds);
}

/** The page of an address at which there is no card: what is missing, and what to do. */
export function missingPage(error: unknown): string {
  const [message, hint, code] = isHeadwaterError(error)
    ? [error.message, error.hint, error.code]
    : ['The card cannot be shown.', "Jupyter's log says why.", 'HW615'];
  const style = `${pageStyle}main{font:16px/1.5 system-ui,sans-serif;max-width:640px;margin:15vh auto;padding:0 20px}small{opacity:.7}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(message)}</title><style>${style}</style></head>
<body><main><h1>${escapeText(message)}</h1><p>${escapeText(hint)}</p><small>${code} · headwater explain ${code}</small></main></body></html>
`;
}

function newerText(newer: readonly string[]): string {
  const [first = ''] = newer;
  if (newer.length === 1) return `*Run ${first} is newer and has no card of this step: it failed before, or has not come to it yet.*`;
  return `*${newer.length} runs are newer, ${first} the newest, and have no card of this step: they failed before, or have not come to it yet.*`;
}

function refreshed(page: string, seconds: number): string {
  return seconds === 0 ? page : page.replace('<meta charset="utf-8">', `$&<meta http-equiv="refresh" content="${seconds}">`);
}

function withTitle(page: string, title: string, seconds: number): string {
  return refreshed(page.replace('<!doctype html>', `$&<html lang="en"><title>${escapeText(title)}</title>`), seconds);
}
