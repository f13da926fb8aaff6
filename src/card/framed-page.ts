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

/**
 * A page around a stranger's page, for an `iframe` with `sandbox="allow-scripts"`: the outer one holds nothing but the rules and a second
 * frame, so that the stranger can neither change the rules nor navigate to where a request would tell something.
 */
export function framedPage(html: string): string {
  const inner = element('iframe', { sandbox: 'allow-scripts', title: 'Content', srcdoc: html });
  const style = 'html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}';
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><style>${style}</style>${htmlOf(inner)}`;
}
