import { useEffect, useMemo, type RefObject } from 'react';
import type { Direction } from './graph-moves';
import { fitted, panned, revealed, zoomed, type Box, type Size, type Viewport } from './viewport';

/** Moves and zooms a drawing without drawing it again. */
export interface PanZoom {
  fit(): void;
  zoom(factor: number): void;
  pan(direction: Direction): void;
  /** Moves it just so far that the box can be seen. */
  reveal(box: Box): void;
  /** True when the key meant something: `+`, `-`, `0`. */
  onKey(key: string): boolean;
  /** Whether the last press of the mouse was a drag, and no click. */
  hasMoved(): boolean;
}

/** Pan and zoom of an SVG by wheel, drag and keys: only the transform of `ground` changes. Fits the drawing at first, and whenever its size changes. */
export function usePanZoom(svg: RefObject<SVGSVGElement>, ground: RefObject<SVGGElement>, { width, height }: Size): PanZoom {
  const panZoom = useMemo(() => newPanZoom(svg, ground, { width, height }), [svg, ground, width, height]);
  useEffect(() => panZoom.attach(), [panZoom]);
  return panZoom;
}

interface AttachedPanZoom extends PanZoom {
  /** Listens until the returned function is called. */
  attach(): () => void;
}

const step = 60;

/** Below this scale the labels of edges and the notes of steps are left out. */
const readable = 0.4;

function newPanZoom(svg: RefObject<SVGSVGElement>, ground: RefObject<SVGGElement>, drawing: Size): AttachedPanZoom {
  let viewport: Viewport = { x: 0, y: 0, scale: 1 };
  let isTouched = false;
  let moved = 0;
  let frame = 0;
  const size = (): Size => ({ width: svg.current?.clientWidth ?? 0, height: svg.current?.clientHeight ?? 0 });
  const show = (next: Viewport): void => {
    viewport = next;
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      ground.current?.setAttribute('transform', `translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})`);
      // Small text that nobody can read is most of the work of a large drawing.
      ground.current?.classList.toggle('jp-mod-far', viewport.scale < readable);
    });
  };
  const by = (next: Viewport): void => {
    isTouched = true;
    show(next);
  };
  const panZoom: AttachedPanZoom = {
    fit() {
      isTouched = false;
      show(fitted(drawing, size()));
    },
    zoom(factor) {
      const { width, height } = size();
      by(zoomed(viewport, factor, { x: width / 2, y: height / 2 }));
    },
    pan: direction => by(panned(viewport, ...shifts[direction])),
    reveal(box) {
      const window = size();
      if (window.width > 0) show(revealed(viewport, box, window));
    },
    onKey(key) {
      if (key === '+' || key === '=') panZoom.zoom(1.25);
      else if (key === '-') panZoom.zoom(0.8);
      else if (key === '0') panZoom.fit();
      else return false;
      return true;
    },
    hasMoved: () => moved > 4,
    attach() {
      const element = svg.current;
      if (element === null) return () => undefined;
      const onWheel = (event: WheelEvent): void => {
        event.preventDefault();
        const { left, top } = element.getBoundingClientRect();
        const isPan = !event.ctrlKey && event.deltaX !== 0;
        const at = { x: event.clientX - left, y: event.clientY - top };
        by(
          isPan
            ? panned(viewport, -event.deltaX, -event.deltaY)
            : zoomed(viewport, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), at)
        );
      };
      const release = followDrag(element, (dx, dy) => {
        moved = dx === null ? 0 : moved + Math.abs(dx) + Math.abs(dy);
        if (dx !== null) by(panned(viewport, dx, dy));
      });
      // A window that has not been touched goes on showing everything.
      const observer = new ResizeObserver(() => (isTouched ? undefined : panZoom.fit()));
      element.addEventListener('wheel', onWheel, { passive: false });
      observer.observe(element);
      panZoom.fit();
      return () => {
        observer.disconnect();
        release();
        element.removeEventListener('wheel', onWheel);
        cancelAnimationFrame(frame);
        frame = 0;
      };
    }
  };
  return panZoom;
}

const shifts: Readonly<Record<Direction, [number, number]>> = { down: [0, -step], up: [0, step], left: [step, 0], right: [-step, 0] };

/** Tells the pixels of each move of a drag; null at its begin. */
function followDrag(element: SVGSVGElement, onMove: (dx: number | null, dy: number) => void): () => void {
  let last: { readonly x: number; readonly y: number } | null = null;
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    last = { x: event.clientX, y: event.clientY };
    onMove(null, 0);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (last === null || event.buttons === 0) return;
    onMove(event.clientX - last.x, event.clientY - last.y);
    last = { x: event.clientX, y: event.clientY };
  };
  const onUp = (): void => void (last = null);
  element.addEventListener('pointerdown', onDown);
  window.addEventListener('pointermove', onPointerMove);
  window.addEventListener('pointerup', onUp);
  return () => {
    element.removeEventListener('pointerdown', onDown);
    window.removeEventListener('pointermove', onPointerMove);
    window.removeEventListener('pointerup', onUp);
  };
}
