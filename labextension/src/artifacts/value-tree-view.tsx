import { UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useRef, useState, type JSX, type KeyboardEvent } from 'react';
import type { TreeLine, ValueTree } from './value-tree';

interface ValueTreeViewProps {
  readonly tree: ValueTree;
  readonly label: string;
  readonly trans: TranslationBundle;
}

/** A nested value as a tree (ARIA's pattern): up and down move, right opens, left closes or goes to the parent. */
export function ValueTreeView(props: ValueTreeViewProps): JSX.Element {
  return <UseSignal signal={props.tree.changed}>{() => <Tree {...props} />}</UseSignal>;
}

function Tree({ tree, label, trans }: ValueTreeViewProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { root, error, lines } = tree;
  if (error !== null) return <p className="jp-HeadwaterTrouble">⚠ {error.message}</p>;
  if (root === null) return <p>{trans.__('Loading…')}</p>;
  if (root.entries === null || root.total === 0) return <pre className="jp-HeadwaterLogText">{root.text}</pre>;
  const focus = (index: number): void => {
    const to = Math.max(0, Math.min(lines.length - 1, index));
    setActive(to);
    element.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[to]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = step(event.key, lines, active);
    const line = lines[active];
    if (to !== null) focus(to);
    else if (line !== undefined && event.key === 'ArrowRight' && line.entry.open) void tree.open(line.at);
    else if (line !== undefined && event.key === 'ArrowLeft' && line.isOpen) tree.close(line.at);
    else if (line !== undefined && (event.key === 'Enter' || event.key === ' ') && line.entry.open) toggle(tree, line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div role="tree" aria-label={label} className="jp-HeadwaterTree" ref={element} onKeyDown={onKeyDown}>
      {lines.map((line, index) => (
        <Line key={line.at.join('.')} line={line} tree={tree} isActive={index === active} focus={() => setActive(index)} trans={trans} />
      ))}
    </div>
  );
}

interface LineProps {
  readonly line: TreeLine;
  readonly tree: ValueTree;
  readonly isActive: boolean;
  readonly focus: () => void;
  readonly trans: TranslationBundle;
}

function Line({ line, tree, isActive, focus, trans }: LineProps): JSX.Element {
  const { entry, at, isOpen, place, siblings, moreAfter } = line;
  return (
    <>
      <div
        role="treeitem"
        aria-level={at.length}
        aria-posinset={place}
        aria-setsize={siblings}
        aria-selected={isActive}
        {...(entry.open ? { 'aria-expanded': isOpen } : {})}
        tabIndex={isActive ? 0 : -1}
        style={{ paddingLeft: at.length * 16 }}
        onFocus={focus}
        onClick={() => entry.open && toggle(tree, line)}
      >
        <span className="jp-HeadwaterTree-twist" aria-hidden="true">
          {entry.open ? (isOpen ? '▾' : '▸') : ''}
        </span>
        <span className="jp-HeadwaterTree-label">{entry.label}</span>
        <span>{entry.text}</span>
        {!entry.text.startsWith(entry.type) && <span className="jp-HeadwaterTree-type">{entry.type}</span>}
      </div>
      {moreAfter !== null && !isOpen && (
        <button
          type="button"
          className="jp-HeadwaterLink"
          style={{ marginLeft: at.length * 16 }}
          onClick={() => void tree.more(at.slice(0, -1))}
        >
          {trans.__('Show more: %1 of %2 are here', moreAfter, siblings)}
        </button>
      )}
    </>
  );
}

function toggle(tree: ValueTree, { at, isOpen }: TreeLine): void {
  if (isOpen) tree.close(at);
  else void tree.open(at);
}

/** Line that a key goes to; null when the key does something else. */
function step(key: string, lines: readonly TreeLine[], active: number): number | null {
  const line = lines[active];
  if (key === 'ArrowDown') return active + 1;
  if (key === 'ArrowUp') return active - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return lines.length - 1;
  if (line === undefined) return null;
  if (key === 'ArrowRight' && line.isOpen) return active + 1;
  if (key === 'ArrowLeft' && !line.isOpen) {
    const parent = line.at.slice(0, -1).join('.');
    const index = lines.findIndex(({ at }) => at.join('.') === parent);
    return index < 0 ? null : index;
  }
  return null;
}
