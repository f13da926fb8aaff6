import type { TranslationBundle } from '@jupyterlab/translation';
import { Component, type JSX, type ReactNode } from 'react';

interface UnreadableProps {
  readonly reason: string;
  /** The output as text; empty for none. */
  readonly text: string;
  readonly trans: TranslationBundle;
}

/** Characters of the text that are shown. */
const mostText = 100_000;

/** In place of a comparison that cannot be drawn: why, and its text. */
export function Unreadable({ reason, text, trans }: UnreadableProps): JSX.Element {
  return (
    <section aria-label={trans.__('Comparison')}>
      <p className="jp-HeadwaterTrouble">⚠ {trans.__('This comparison cannot be drawn: %1.', reason)}</p>
      {text !== '' && <pre tabIndex={0}>{text.slice(0, mostText)}</pre>}
    </section>
  );
}

/** Keeps a drawing that fails from taking its output with it. */
export class Boundary extends Component<
  Omit<UnreadableProps, 'reason'> & { readonly children: ReactNode },
  { readonly reason: string | null }
> {
  override state = { reason: null };

  static getDerivedStateFromError(error: unknown): { readonly reason: string } {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { reason } = this.state;
    return reason === null ? this.props.children : <Unreadable reason={reason} text={this.props.text} trans={this.props.trans} />;
  }
}
