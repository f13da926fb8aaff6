import type { CardComponent, ColumnsComponent, SectionComponent, TabsComponent } from '../../src/card/component';
import { componentOf } from './component-of';
import { ShownComponent, type ComponentOptions } from './shown-component';

/** One thing to show, or several. Whatever is no component becomes one, as with `card.append`. */
export type Shown = unknown;

/** Things side by side: `new Columns(a, [b, c])`. */
export class Columns extends ShownComponent {
  readonly type = 'columns' satisfies ColumnsComponent['type'];
  declare columns: ColumnsComponent['columns'];

  constructor(...columns: readonly Shown[]) {
    super();
    this.fill(() => ({ columns: columns.map(listOf) }));
  }
}

/** Things of which one is seen at a time: `new Tabs({ train: a, test: [b, c] })`. */
export class Tabs extends ShownComponent {
  readonly type = 'tabs' satisfies TabsComponent['type'];
  declare tabs: TabsComponent['tabs'];

  constructor(tabs: Readonly<Record<string, Shown>>, options: ComponentOptions = {}) {
    super();
    this.fill(() => ({ tabs: Object.entries(tabs).map(([title, shown]) => ({ title, components: listOf(shown) })) }), options);
  }
}

/** How a section is shown. */
export interface SectionOptions extends ComponentOptions {
  /** False: folded at first. */
  readonly open?: boolean;
}

/** Things under a heading that folds. */
export class Section extends ShownComponent {
  readonly type = 'section' satisfies SectionComponent['type'];
  declare title: string;
  declare components: readonly CardComponent[];
  declare open: boolean;

  constructor(title: string, shown: Shown, options: SectionOptions = {}) {
    super();
    this.fill(() => ({ title: String(title), components: listOf(shown), open: options.open ?? true }), options);
  }
}

function listOf(shown: Shown): CardComponent[] {
  return (Array.isArray(shown) ? (shown as unknown[]) : [shown]).map(each => componentOf(each));
}
