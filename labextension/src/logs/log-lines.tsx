import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, type ReactElement } from 'react';
import { ansiSpans } from './ansi';
import type { LogLine } from './log-buffer';
import type { RunLog } from './run-log';

/** What the list of lines needs. */
export interface LogLinesProps {
  readonly log: RunLog;
  /** Grows with each frame in which lines have come. */
  readonly version: number;
  readonly label: string;
  /** Whether the newest line is kept in view. */
  readonly isFollowing: boolean;
  /** Place among the shown lines of the hit that is looked at; null for none. */
  readonly current: number | null;
  onFollow(isFollowing: boolean): void;
}

/** The lines of a log: only those in view are drawn. */
export function LogLines({ log, version, label, isFollowing, current, onFollow }: LogLinesProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const { shown, query } = log.selection;
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12
  });
  useEffect(() => {
    if (isFollowing && frame.current !== null) frame.current.scrollTop = frame.current.scrollHeight;
  }, [isFollowing, version, shown.length]);
  useEffect(() => {
    if (current !== null) virtual.scrollToIndex(current, { align: 'center' });
  }, [current, virtual]);
  const onScroll = (): void => {
    const element = frame.current;
    if (element === null) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight * 2;
    if (isAtEnd && !isFollowing) onFollow(true);
    if (!isAtEnd && isFollowing && element.scrollTop < lastTop.current) onFollow(false);
    lastTop.current = element.scrollTop;
  };
  return (
    <div ref={frame} className="jp-HeadwaterLog-frame" role="region" aria-label={label} tabIndex={0} onScroll={onScroll}>
      <div className="jp-HeadwaterLog-all" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const position = shown[index] ?? -1;
          const line = log.buffer.at(position);
          if (line === null) return null;
          return (
            <div key={position} className="jp-HeadwaterLog-row" style={{ transform: `translateY(${start}px)` }}>
              <Line line={line} search={query.search} isCurrent={index === current} hasName={query.step === null || query.index === null} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Pixels; as in style/logs.css. */
const rowHeight = 18;

interface LineProps {
  readonly line: LogLine;
  readonly search: string;
  readonly isCurrent: boolean;
  readonly hasName: boolean;
}

const Line = memo(function Line({ line, search, isCurrent, hasName }: LineProps): ReactElement {
  const { source, kind, text, style } = line;
  const classes = [`jp-mod-${source.stream}`, `jp-mod-${kind}`, ...(isCurrent ? ['jp-mod-current'] : [])];
  return (
    <div className={classes.join(' ')}>
      {hasName ? <span className="jp-HeadwaterLog-source">{nameOf(source)}</span> : null}
      <span className="jp-HeadwaterLog-sign">{source.stream === 'stderr' ? '!' : ' '}</span>
      {kind === 'note'
        ? text
        : ansiSpans(text, style).map((span, i) => (
            <span key={i} className={span.style.map(each => `jp-HeadwaterLog-${each}`).join(' ')}>
              <Marked text={span.text} search={search} />
            </span>
          ))}
    </div>
  );
});

function nameOf({ step, index, attempt }: LogLine['source']): string {
  return `${step}${index === null ? '' : `[${index}]`}${attempt === 0 ? '' : ` #${attempt + 1}`}`;
}

/** Text with what was looked for marked. */
function Marked({ text, search }: { readonly text: string; readonly search: string }): ReactElement {
  if (search === '') return <>{text}</>;
  const parts: ReactElement[] = [];
  const [lower, wanted] = [text.toLowerCase(), search.toLowerCase()];
  let from = 0;
  // Lower case may have another length in some scripts: then nothing is marked, and the line itself is right.
  for (let at = lower.length === text.length ? lower.indexOf(wanted) : -1; at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(<span key={from}>{text.slice(from, at)}</span>, <mark key={`${at}m`}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
