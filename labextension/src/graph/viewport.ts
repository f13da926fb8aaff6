/** Where a drawing stands in its window: a point p of the drawing is shown at `p * scale + (x, y)`, in CSS pixels. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A width and a height in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the drawing around its middle. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** How far out and in one can zoom. */
export const scales = { least: 0.05, most: 8 } as const;

/** The whole drawing in the middle of the window, never larger than life. */
export function fitted(drawing: Size, window: Size): Viewport {
  if (drawing.width <= 0 || drawing.height <= 0 || window.width <= 0 || window.height <= 0) return { x: 0, y: 0, scale: 1 };
  const scale = bounded(Math.min(1, window.width / drawing.width, window.height / drawing.height));
  return { x: (window.width - drawing.width * scale) / 2, y: (window.height - drawing.height * scale) / 2, scale };
}

/** Zoomed by a factor; the point of the window `at` keeps what it shows. */
export function zoomed({ x, y, scale }: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const next = bounded(scale * factor);
  const ratio = next / scale;
  return { x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio, scale: next };
}

/** Moved by pixels of the window. */
export function panned({ x, y, scale }: Viewport, dx: number, dy: number): Viewport {
  return { x: x + dx, y: y + dy, scale };
}

/** Moved just so far that the box is inside the window, with a margin; the same object when it is already. */
export function revealed(viewport: Viewport, box: Box, window: Size, margin = 24): Viewport {
  const { x, y, scale } = viewport;
  const dx = shift(box.x * scale + x, (box.width * scale) / 2 + margin, window.width);
  const dy = shift(box.y * scale + y, (box.height * scale) / 2 + margin, window.height);
  return dx === 0 && dy === 0 ? viewport : panned(viewport, dx, dy);
}

function shift(middle: number, half: number, length: number): number {
  if (half * 2 > length) return length / 2 - middle;
  if (middle - half < 0) return half - middle;
  return Math.min(0, length - half - middle);
}

function bounded(scale: number): number {
  return Math.min(scales.most, Math.max(scales.least, scale));
}
