import { element, htmlOf } from './node';

/**
 * Rules for what a stranger's page may load: nothing but what lies in it. Frames inherit them, and a frame within cannot leave for another
 * address, since `frame-src` holds for where it goes too.
 */
export const framePolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'media-src data:',
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "webrtc 'block'"
].join('; ');

/** Field of the message in which a frame tells the page around it how high it would like to be, in pixels. */
export const heightField = 'headwaterHeight';

/** Field of the message in which the page around a frame tells it `light` or `dark`. */
export const schemeField = 'headwaterScheme';

/**
 * A page around a stranger's page, for an `iframe` with `sandbox="allow-scripts"`: the outer one holds nothing but the rules and a second
 * frame, so that the stranger can neither change the rules nor navigate to where a request would tell something. It passes on how high the
 * stranger would like to be; whoever listens must not trust the number.
 */
export function framedPage(html: string): string {
  const inner = element('iframe', { sandbox: 'allow-scripts', title: 'Content', srcdoc: measuredPage(html) });
  const style = ':root{color-scheme:light dark}html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}';
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><style>${style}</style>${htmlOf(inner)}<script>${passOn}</script>`;
}

const passOn = `addEventListener('message',e=>{const d=e.data;if(!d)return;if(e.source===frames[0]&&typeof d.${heightField}==='number')parent.postMessage({${heightField}:d.${heightField}},'*');if(e.source===parent&&/^(light|dark)$/.test(d.${schemeField})){document.documentElement.style.colorScheme=d.${schemeField};frames[0].postMessage({${schemeField}:d.${schemeField}},'*')}})`;

/** What a page says of its own height: of what is in it, and more only where that does not fit. */
const measure = `(()=>{const tell=()=>{const e=document.documentElement,b=document.body;if(!b)return;const h=Math.max(b.getBoundingClientRect().height,e.offsetHeight),s=e.scrollHeight;parent.postMessage({${heightField}:Math.ceil(s>innerHeight?Math.max(h,s):h)},'*')};addEventListener('load',tell);addEventListener('DOMContentLoaded',()=>{tell();new ResizeObserver(tell).observe(document.body)})})()`;

/** A piece of HTML is light or dark as the page around it; a whole page is as its author wanted it. */
const takeScheme = `addEventListener('message',e=>{if(e.source===parent&&e.data&&/^(light|dark)$/.test(e.data.${schemeField}))document.documentElement.style.colorScheme=e.data.${schemeField}})`;

/** The stranger's page with a script that measures it. A piece of HTML that is no whole page also gets the look of an output. */
function measuredPage(html: string): string {
  const script = `<script>${measure}</script>`;
  const place = /<head(?:\s[^>]*)?>/i.exec(html) ?? /<html(?:\s[^>]*)?>/i.exec(html) ?? /^\s*<!doctype[^>]*>/i.exec(html);
  if (place === null)
    return `<!doctype html><meta charset="utf-8"><style>${pieceStyle}</style>${script}<script>${takeScheme}</script>${html}`;
  const at = place.index + place[0].length;
  return `${html.slice(0, at)}${script}${html.slice(at)}`;
}

/** As notebooks show HTML, light or dark as the page around the frame. */
const pieceStyle = `
:root{color-scheme:light dark;font:13px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
body{margin:0;padding:1px}
table{border-collapse:collapse;font-size:12px;font-variant-numeric:tabular-nums}
th,td{padding:4px 8px;text-align:right;vertical-align:middle}
thead{border-bottom:1px solid color-mix(in srgb,currentColor 40%,transparent)}
tbody tr:nth-child(odd){background:color-mix(in srgb,currentColor 6%,transparent)}
pre,code{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
img,svg{max-width:100%}
`;
