import { useId, useState, type JSX, type KeyboardEvent, type ReactNode } from 'react';

/** A page of a tab list. */
export interface Tab {
  readonly name: string;
  readonly label: string;
  readonly render: () => ReactNode;
}

/** Pages of which one is shown; the arrow keys go from tab to tab (ARIA's pattern for tabs). */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }): JSX.Element {
  const id = useId();
  const [name, setName] = useState(tabs[0]?.name ?? '');
  const shown = Math.max(
    0,
    tabs.findIndex(tab => tab.name === name)
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const to = { ArrowRight: shown + 1, ArrowLeft: shown - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    setName(tab.name);
    document.getElementById(`${id}-${tab.name}`)?.focus();
  };
  return (
    <div className="jp-HeadwaterTabs">
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab, at) => (
          <button
            key={tab.name}
            id={`${id}-${tab.name}`}
            type="button"
            role="tab"
            aria-selected={at === shown}
            aria-controls={`${id}-page`}
            tabIndex={at === shown ? 0 : -1}
            onClick={() => setName(tab.name)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-page`} aria-labelledby={`${id}-${tabs[shown]?.name ?? ''}`} tabIndex={0}>
        {tabs[shown]?.render()}
      </div>
    </div>
  );
}
