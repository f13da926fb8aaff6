import type { TranslationBundle } from '@jupyterlab/translation';
import { memo, type ReactElement } from 'react';
import type { LaidEdge, LaidStep, Point } from '../../../src/graph/layout-graph';
import type { StepProgressRow } from '../../../src/server/api/run';
import { phaseSigns } from '../../../src/step-phase';
import { stateText } from './step-text';

/** Everything that a step's box shows. */
export interface StepBoxProps {
  readonly laid: LaidStep;
  readonly state: StepProgressRow | undefined;
  /** Milliseconds since 1970 for a step that runs; 0 for all others, so that they are not drawn again. */
  readonly now: number;
  readonly spoken: string;
  readonly isActive: boolean;
  /** The one step that the Tab key reaches. */
  readonly isReachable: boolean;
  readonly isCritical: boolean;
  readonly trans: TranslationBundle;
}

/** A step as a box with its name, its notes and how far it is. */
export const StepBox = memo(function StepBox({
  laid,
  state,
  now,
  spoken,
  isActive,
  isReachable,
  isCritical,
  trans
}: StepBoxProps): ReactElement {
  const { step, x, y, width, height } = laid;
  const left = -width / 2;
  const top = -height / 2;
  // Without a run there is no line of state at the foot.
  const text = state === undefined ? top + 11 : top;
  const items = state?.items ?? null;
  const notes = [step.title, step.kind === 'foreach' ? foreachNote(items) : null].filter(note => note !== null);
  const classes = ['jp-HeadwaterGraph-step', `jp-mod-${state?.phase ?? 'idle'}`, ...(isActive ? ['jp-mod-here'] : [])];
  return (
    <g
      className={classes.join(' ')}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={isReachable ? 0 : -1}
      aria-label={spoken}
      aria-current={isActive}
      data-step={step.name}
    >
      {step.kind === 'foreach'
        ? [8, 4].map(by => (
            <rect key={by} className="jp-HeadwaterGraph-box" x={left + by} y={top + by} width={width} height={height} rx={7} />
          ))
        : null}
      <rect className="jp-HeadwaterGraph-box" x={left} y={top} width={width} height={height} rx={7} />
      {isActive ? <path className="jp-HeadwaterGraph-pointer" d={`M${left - 14} -7 L${left - 4} 0 L${left - 14} 7 z`} /> : null}
      <text className="jp-HeadwaterGraph-name" y={text + 22}>
        {step.name}
      </text>
      {notes.map((note, i) => (
        <text key={i} className="jp-HeadwaterGraph-note" y={text + 38 + i * 14}>
          {note}
        </text>
      ))}
      {items !== null && state?.phase === 'running' ? (
        <Bar done={items.done} total={items.total} left={left + 12} y={-top - 18} width={width - 24} />
      ) : (
        <text className="jp-HeadwaterGraph-state" y={-top - 10}>
          {stateText(state, now, trans)}
          {isCritical ? ' ⚑' : ''}
        </text>
      )}
    </g>
  );
});

function foreachNote(items: { readonly total: number } | null): string {
  return items === null ? 'foreach' : `foreach ×${items.total}`;
}

function Bar({
  done,
  total,
  left,
  y,
  width
}: {
  readonly done: number;
  readonly total: number;
  readonly left: number;
  readonly y: number;
  readonly width: number;
}): ReactElement {
  const bar = width - 64;
  return (
    <>
      <rect className="jp-HeadwaterGraph-bar" x={left} y={y} width={bar} height={8} rx={4} />
      <rect className="jp-HeadwaterGraph-done" x={left} y={y} width={total === 0 ? bar : (bar * done) / total} height={8} rx={4} />
      <text className="jp-HeadwaterGraph-count" x={left + width} y={y + 8}>
        {`${phaseSigns.running} ${done}/${total}`}
      </text>
    </>
  );
}

/** An edge's line, and above the lines its label. */
export const EdgeLine = memo(function EdgeLine({
  laid,
  isCritical
}: {
  readonly laid: LaidEdge;
  readonly isCritical: boolean;
}): ReactElement {
  const classes = ['jp-HeadwaterGraph-line', `jp-mod-${laid.evidence}`, ...(isCritical ? ['jp-mod-critical'] : [])];
  const tip = laid.evidence === 'refuted' ? 'cross' : 'arrow';
  return <path className={classes.join(' ')} d={curve(laid.points)} markerEnd={`url(#jp-HeadwaterGraph-${tip})`} />;
});

/** The variables that flow along an edge. */
export const EdgeLabel = memo(function EdgeLabel({ laid }: { readonly laid: LaidEdge }): ReactElement {
  const { x, y, label, labelWidth, labelHeight } = laid;
  const top = y - labelHeight / 2;
  return (
    <g>
      <rect className="jp-HeadwaterGraph-labelBack" x={x - labelWidth / 2} y={top} width={labelWidth} height={labelHeight} rx={3} />
      {label.map((line, i) => (
        <text key={i} className="jp-HeadwaterGraph-label" x={x} y={top + 12 + i * 14}>
          {line}
        </text>
      ))}
    </g>
  );
});

/** A curve through all points, upright where it passes one, so that it runs through the middle of its label. */
function curve([first, ...rest]: readonly Point[]): string {
  if (first === undefined) return '';
  let from = first;
  const parts = rest.map(to => {
    const middle = (from.y + to.y) / 2;
    const part = `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
    from = to;
    return part;
  });
  return `M${first.x} ${first.y} ${parts.join(' ')}`;
}
