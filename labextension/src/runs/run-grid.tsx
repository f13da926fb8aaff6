import type { TranslationBundle } from '@jupyterlab/translation';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type JSX, type KeyboardEvent, type RefObject } from 'react';
import type { RunRow } from '../../../src/server/api/run';
import type { RunActions } from './run-actions';
import type { RunList } from './run-list';
import { compareOne, RunGridRow } from './run-grid-row';
import type { RunsModel } from './runs-model';

interface RunGridProps {
  readonly model: RunsModel;
  readonly list: RunList;
  readonly actions: RunActions;
  readonly trans: TranslationBundle;
}

/** Runs as a grid of which only the visible rows exist. Arrow keys move, Enter looks back, the space bar chooses, c compares, Tab goes into the row. */
export function RunGrid({ model, list, actions, trans }: RunGridProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = model.shown;
  const [active, setActive] = useState(0);
  const [moved, setMoved] = useState(0);
  const filtered = model.text.trim() !== '';
  const count = filtered ? rows.length : list.total;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: at => rows[at]?.pathspec ?? at
  });
  const items = virtual.getVirtualItems();
  const minute = Math.floor(Date.now() / 60_000);
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!filtered && last >= list.rows.length && !list.complete) void list.load(last);
  }, [filtered, last, list, list.rows.length]);
  useFocusOn(scroller, active, moved);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    const to = targetOf(event.key, active, count);
    if (event.key === 'Escape') actions.leave();
    else if (!isOnRow(event)) return;
    else if (to !== null) {
      setActive(to);
      virtual.scrollToIndex(to);
      setMoved(moved + 1);
    } else if (event.key === 'Enter' && row !== undefined) actions.lookBack(row);
    else if (event.key === ' ' && row !== undefined) model.choose(row);
    else if (event.key === 'c' && row !== undefined) compareOne(model, actions, row);
    else return;
    event.preventDefault();
  };
  return (
    <div className="jp-HeadwaterRuns-scroller" ref={scroller}>
      <div
        role="grid"
        aria-label={trans.__('Runs, newest first')}
        aria-rowcount={count}
        aria-multiselectable={true}
        className="jp-HeadwaterRuns-grid"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map(item => (
          <div
            key={item.key}
            data-index={item.index}
            role="row"
            aria-rowindex={item.index + 1}
            aria-selected={isChosen(model, rows[item.index])}
            aria-current={rows[item.index] !== undefined && rows[item.index]?.pathspec === model.notebook?.shownRun}
            tabIndex={item.index === active ? 0 : -1}
            className="jp-HeadwaterRun"
            style={{ transform: `translateY(${item.start}px)` }}
            onFocus={() => setActive(item.index)}
          >
            <RunGridRow
              row={rows[item.index] ?? null}
              isActive={item.index === active}
              isChosen={isChosen(model, rows[item.index])}
              isOwn={isOwn(model, rows[item.index])}
              differing={model.differing.get(rows[item.index]?.flow ?? '')}
              minute={minute}
              model={model}
              actions={actions}
              trans={trans}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Pixels of a row, as in the style sheet: rows of one height stay where they are while others load. */
const rowHeight = 90;

/** Rows that the page keys move by. */
const pageRows = 10;

function targetOf(key: string, active: number, count: number): number | null {
  const to = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: count - 1
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/** Keys inside a field or on a button of a row are theirs. */
function isOnRow({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.getAttribute('role') === 'row';
}

/** The row is drawn after it was scrolled to: the focus goes there then. */
function useFocusOn(scroller: RefObject<HTMLElement>, active: number, moved: number): void {
  useEffect(() => {
    if (moved === 0) return;
    const frame = requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [moved]);
}

/** Whether it is a run of the notebook that has the focus. */
function isOwn({ notebook, allFlows }: RunsModel, row: RunRow | undefined): boolean {
  return notebook !== null && (!allFlows || notebook.analysis?.flow === row?.flow);
}

function isChosen({ chosen }: RunsModel, row: RunRow | undefined): boolean {
  return row !== undefined && chosen.some(({ pathspec }) => pathspec === row.pathspec);
}
