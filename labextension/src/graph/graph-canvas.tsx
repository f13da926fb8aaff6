import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import type { StepProgressRow } from '../../../src/server/api/run';
import { EdgeLabel, EdgeLine, StepBox } from './graph-drawing';
import { stepTowards, type Direction } from './graph-moves';
import type { PlacedGraph } from './graph-model';
import { spokenStep } from './step-text';
import { usePanZoom, type PanZoom } from './pan-zoom';

/** What the drawing shows and can do. */
export interface GraphCanvasProps {
  readonly graph: PlacedGraph;
  readonly flowName: string;
  readonly states: ReadonlyMap<string, StepProgressRow>;
  readonly criticalPath: readonly string[];
  readonly activeStep: string | null;
  readonly trans: TranslationBundle;
  readonly svg: RefObject<SVGSVGElement>;
  /** Set to the view's own pan and zoom, for buttons outside of it. */
  onReady(panZoom: PanZoom): void;
  open(step: string): void;
  openMenu(step: string, x: number, y: number): void;
}

/** The graph as a drawing that can be moved, zoomed and walked through with the arrow keys. */
export function GraphCanvas(props: GraphCanvasProps): ReactElement {
  const { graph, flowName, states, criticalPath, activeStep, trans, svg, onReady, open, openMenu } = props;
  const ground = useRef<SVGGElement>(null);
  const [reachable, setReachable] = useState<string | null>(null);
  const panZoom = usePanZoom(svg, ground, graph.laid);
  const now = useNow(graph.laid.steps.some(({ step }) => states.get(step.name)?.phase === 'running'));
  const critical = useMemo(() => new Set(criticalPath), [criticalPath]);
  const first = graph.laid.steps[0]?.step.name ?? null;
  const isThere = (name: string | null): boolean => graph.laid.steps.some(({ step }) => step.name === name);
  const tabStop = isThere(reachable) ? reachable : isThere(activeStep) ? activeStep : first;
  useEffect(() => onReady(panZoom), [panZoom, onReady]);
  useEffect(() => {
    const active = graph.laid.steps.find(({ step }) => step.name === activeStep);
    if (active !== undefined) panZoom.reveal(active);
  }, [activeStep, graph, panZoom]);

  const focus = (name: string): void => {
    setReachable(name);
    const laid = graph.laid.steps.find(({ step }) => step.name === name);
    if (laid !== undefined) panZoom.reveal(laid);
    svg.current?.querySelector<SVGGElement>(`[data-step="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event.target);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (onKey(event.key, event.shiftKey)) event.preventDefault();

    function onKey(key: string, shift: boolean): boolean {
      const direction = directions[key];
      if (direction !== undefined && shift) return (panZoom.pan(direction), true);
      if (direction !== undefined) return (move(step ?? tabStop, direction), true);
      if ((key === 'Enter' || key === ' ') && step !== null) return (open(step), true);
      return panZoom.onKey(key);
    }
  };
  const move = (from: string | null, direction: Direction): void => {
    const placed = graph.laid.steps.map(({ step, x, y }) => ({ name: step.name, x, y }));
    const to = from === null ? first : stepTowards(from, direction, placed, graph.edges);
    if (to !== null) focus(to);
  };

  return (
    <svg
      ref={svg}
      className="jp-HeadwaterGraph-svg"
      role="group"
      aria-label={trans.__('Graph of the flow %1. Arrow keys go from step to step, Enter goes to the cell.', flowName)}
      onKeyDown={onKeyDown}
      onClick={event => {
        const step = stepOf(event.target);
        if (step !== null && !panZoom.hasMoved()) open(step);
      }}
      onFocus={event => setReachable(stepOf(event.target))}
      onContextMenu={event => {
        const step = stepOf(event.target);
        if (step === null) return;
        event.preventDefault();
        event.stopPropagation();
        const at = event.clientX === 0 && event.clientY === 0 ? middleOf(event.target) : { x: event.clientX, y: event.clientY };
        openMenu(step, at.x, at.y);
      }}
    >
      <Tips />
      <g ref={ground}>
        <g aria-hidden="true">
          {graph.laid.edges.map((laid, i) => (
            <EdgeLine key={i} laid={laid} isCritical={isOnPath(graph.edges[i], criticalPath)} />
          ))}
        </g>
        {graph.laid.steps.map(laid => {
          const { name } = laid.step;
          const state = states.get(name);
          return (
            <StepBox
              key={name}
              laid={laid}
              state={state}
              now={state?.phase === 'running' || state?.phase === 'blocked' ? now : 0}
              spoken={spokenStep(laid.step, state, graph.edges, trans)}
              isActive={name === activeStep}
              isReachable={name === tabStop}
              isCritical={critical.has(name)}
              trans={trans}
            />
          );
        })}
        <g aria-hidden="true" className="jp-HeadwaterGraph-labels">
          {graph.laid.edges.map((laid, i) => (
            <EdgeLabel key={i} laid={laid} />
          ))}
        </g>
      </g>
    </svg>
  );
}

const directions: Readonly<Record<string, Direction>> = { ArrowDown: 'down', ArrowUp: 'up', ArrowLeft: 'left', ArrowRight: 'right' };

function stepOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<SVGElement>('[data-step]')?.dataset['step'] ?? null) : null;
}

function middleOf(target: EventTarget): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = target instanceof Element ? target.getBoundingClientRect() : new DOMRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** Two steps that follow each other on the path. */
function isOnPath(edge: { readonly from: string; readonly to: string } | undefined, path: readonly string[]): boolean {
  const at = edge === undefined ? -1 : path.indexOf(edge.from);
  return at >= 0 && path[at + 1] === edge?.to;
}

/** The time, once a second while something runs. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}

function Tips(): ReactElement {
  return (
    <defs>
      <marker
        id="jp-HeadwaterGraph-arrow"
        viewBox="0 0 10 10"
        refX="9"
        refY="5"
        markerWidth="9"
        markerHeight="9"
        markerUnits="userSpaceOnUse"
        orient="auto-start-reverse"
      >
        <path className="jp-HeadwaterGraph-arrow" d="M0 1 L9 5 L0 9 z" />
      </marker>
      <marker
        id="jp-HeadwaterGraph-cross"
        viewBox="0 0 10 10"
        refX="11"
        refY="5"
        markerWidth="10"
        markerHeight="10"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path className="jp-HeadwaterGraph-cross" d="M1 1 L9 9 M9 1 L1 9" />
      </marker>
    </defs>
  );
}
