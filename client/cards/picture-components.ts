import type { ChartComponent, GalleryComponent, ImageComponent, JsonObject } from '../../src/card/component';
import { chartSpec } from './adapt-chart';
import { pictureOf, titleOfPicture } from './adapt-picture';
import { ShownComponent, type ComponentOptions } from './shown-component';

/** How a picture is shown. */
export interface ImageOptions extends ComponentOptions {
  /** What it shows, for who does not see it. */
  readonly alt?: string;
  readonly label?: string;
}

/** A picture: bytes of a PNG, JPEG, GIF, WebP or SVG, a `data:` address, SVG text, a canvas, or a plot of Observable Plot. Without `alt` an SVG's own title is said. */
export class Image extends ShownComponent {
  readonly type = 'image' satisfies ImageComponent['type'];
  declare mime: ImageComponent['mime'];
  declare data: string;
  declare alt: string;
  declare label?: string;

  constructor(source: unknown, options: ImageOptions = {}) {
    super();
    this.fill(() => pictureFields(source, options, 'Picture'), options);
  }

  /** Puts another picture in its place. */
  update(source: unknown, options: Omit<ImageOptions, 'id'> = {}): void {
    this.refill(() => pictureFields(source, options, this.alt));
  }
}

function pictureFields(source: unknown, options: ImageOptions, otherwise: string): object {
  const picture = pictureOf(source);
  return { ...picture, ...names(options, titleOfPicture(picture) ?? otherwise) };
}

function names({ alt, label }: ImageOptions, otherwise: string): { readonly alt: string; readonly label?: string } {
  return { alt: alt ?? label ?? otherwise, ...(label === undefined ? {} : { label }) };
}

/** A chart by its Vega-Lite or Vega specification, data inside. */
export class VegaChart extends ShownComponent {
  readonly type = 'vega' satisfies ChartComponent['type'];
  declare spec: JsonObject;
  declare alt: string;
  declare label?: string;

  constructor(spec: object, options: ImageOptions = {}) {
    super();
    this.fill(() => chartFields(spec, options), options);
  }

  /** Puts another chart in its place. */
  update(spec: object, options: Omit<ImageOptions, 'id'> = {}): void {
    this.refill(() => chartFields(spec, { alt: this.alt, ...options }));
  }
}

function chartFields(given: object, options: ImageOptions): object {
  const spec = chartSpec(given);
  return { spec, ...names(options, titleOf(spec) ?? 'Chart') };
}

function titleOf({ title, description }: JsonObject): string | null {
  if (typeof description === 'string') return description;
  if (typeof title === 'string') return title;
  const text = typeof title === 'object' && title !== null && !Array.isArray(title) ? (title as JsonObject)['text'] : null;
  return typeof text === 'string' ? text : null;
}

/** How pictures are shown. */
export interface GalleryOptions extends ComponentOptions {
  readonly title?: string;
}

/** Pictures as many as a card keeps of a gallery. */
const mostPictures = 60;

/** Pictures in a grid: the first 60. */
export class Gallery extends ShownComponent {
  readonly type = 'gallery' satisfies GalleryComponent['type'];
  declare title?: string;
  declare images: readonly ImageComponent[];
  declare total: number;

  constructor(images: Iterable<unknown>, options: GalleryOptions = {}) {
    super();
    this.fill(() => {
      const all = [...images];
      const shown = all.slice(0, mostPictures).map((each, at) => imageOf(each, at));
      return { ...(options.title === undefined ? {} : { title: options.title }), images: shown, total: all.length };
    }, options);
  }
}

function imageOf(source: unknown, at: number): ImageComponent {
  if (source instanceof Image) return source;
  return { type: 'image', ...pictureOf(source), alt: `Picture ${at + 1}` };
}
