import type { ChartComponent, GalleryComponent, HtmlComponent, ImageComponent } from '../component';
import { framedPage } from '../framed-page';
import { box, element, type CardElement } from '../node';
import type { Drawing } from './drawing';

/** A picture with its label; SVG too is only a picture, in which no script runs. */
export function drawImage({ mime, data, alt, label }: ImageComponent): CardElement {
  return box(
    'figure',
    mime === 'image/svg+xml' ? 'hw-image hw-paper' : 'hw-image',
    picture(`data:${mime};base64,${data}`, alt),
    label === undefined ? null : element('figcaption', null, label)
  );
}

/** Pictures in a grid. */
export function drawGallery({ title, images, total }: GalleryComponent): CardElement {
  const more = total > images.length ? box('p', 'hw-note', `The first ${images.length} of ${total.toLocaleString('en')}.`) : null;
  return box(
    'div',
    'hw-gallery-box',
    title === undefined ? null : box('h3', 'hw-title', title),
    box('div', 'hw-gallery', images.map(drawImage)),
    more
  );
}

/** A chart: a place for whoever can draw it, else its static picture, else its specification. */
export function drawChart(chart: ChartComponent, { charts }: Drawing): CardElement {
  const caption = chart.label === undefined ? null : element('figcaption', null, chart.label);
  if (charts !== null) {
    charts.push(chart);
    return box('figure', 'hw-chart', element('div', { 'data-hw-chart': charts.length - 1, role: 'img', 'aria-label': chart.alt }), caption);
  }
  if (chart.svg !== undefined) return box('figure', 'hw-chart', picture(svgAddress(chart.svg), chart.alt), caption);
  const specification = element(
    'details',
    null,
    element('summary', null, chart.alt),
    element('pre', null, JSON.stringify(chart.spec, null, 1).slice(0, 20_000))
  );
  return box('figure', 'hw-chart', specification, caption);
}

/** HTML of somebody's own, in a frame that can reach nothing. */
export function drawFrame({ html, label, height }: HtmlComponent): CardElement {
  return box(
    'figure',
    'hw-html',
    frame(html, label ?? 'HTML', height ?? 360),
    label === undefined ? null : element('figcaption', null, label)
  );
}

/** A frame for a whole page: scripts run in it, in an origin of its own and without network. */
export function frame(html: string, title: string, height: number): CardElement {
  return element('iframe', {
    class: 'hw-frame',
    title,
    sandbox: 'allow-scripts',
    referrerpolicy: 'no-referrer',
    style: `height: ${Math.min(4000, Math.max(40, Math.round(height)))}px`,
    srcdoc: framedPage(html)
  });
}

function picture(address: string, alt: string): CardElement {
  return element('img', { src: address, alt });
}

function svgAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
