/**
 * What a card is made of: plain JSON, so that it can be stored, sent and drawn anywhere. `id` is stable over updates of the same component and
 * unique in its card; without one a component is known by its place.
 */
export type CardComponent =
  | MarkdownComponent
  | TableComponent
  | ImageComponent
  | ChartComponent
  | ProgressComponent
  | ValueComponent
  | CodeComponent
  | JsonComponent
  | ConfusionComponent
  | GalleryComponent
  | ColumnsComponent
  | TabsComponent
  | SectionComponent
  | HtmlComponent
  | ErrorComponent
  | FactsComponent
  | DagComponent
  | TimelineComponent
  | EventsComponent
  | TextComponent;

/** What every component may have. */
interface Identified {
  readonly id?: string;
}

/** Text in CommonMark with tables; HTML in it is shown as text. */
export interface MarkdownComponent extends Identified {
  readonly type: 'markdown';
  readonly text: string;
}

/** A value of a table's cell: what JSON lacks (dates, bigints, NaN, bytes) is already text. */
export type CellValue = string | number | boolean | null | CardComponent;

/** A table's column; numbers stand on the right. */
export interface TableColumn {
  readonly name: string;
  readonly align: 'left' | 'right';
  /** Type for people, as `Float64`; null when it is not known. */
  readonly kind: string | null;
}

/** A table, cut to what is shown: `rows` are its first ones of `total`. */
export interface TableComponent extends Identified {
  readonly type: 'table';
  readonly title?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly total: number;
  /** What else is to be known of it, as what there was no room for. */
  readonly note?: string;
  /** The variable that holds all its rows; only while its task runs. */
  readonly variable?: string;
  /** Where all its rows are: a pathspec as `Flow/run/step/task/name`. */
  readonly source?: string;
}

/** A picture; `data` in base64. */
export interface ImageComponent extends Identified {
  readonly type: 'image';
  readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml';
  readonly data: string;
  /** What it shows, for who does not see it. */
  readonly alt: string;
  readonly label?: string;
}

/** A Vega-Lite or Vega specification, and the picture of it where one has been drawn. */
export interface ChartComponent extends Identified {
  readonly type: 'vega';
  readonly spec: JsonObject;
  readonly alt: string;
  readonly label?: string;
  /** Static SVG; left out until it is drawn. */
  readonly svg?: string;
}

/** How far something has come: `value` of `max`; `max` null when the end is not known. */
export interface ProgressComponent extends Identified {
  readonly type: 'progress';
  readonly label?: string;
  readonly value: number;
  readonly max: number | null;
  readonly unit?: string;
  /** A remark at its right, as `0.1 items/s`. */
  readonly metadata?: string;
}

/** A number or text that is to be seen first. */
export interface ValueComponent extends Identified {
  readonly type: 'value';
  readonly title?: string;
  readonly value: string | number;
  readonly unit?: string;
  readonly subtitle?: string;
  /** Change against an earlier value, and whether that is good; 0 is no change. */
  readonly delta?: { readonly value: number; readonly text?: string; readonly good: boolean | null };
}

/** Source text. */
export interface CodeComponent extends Identified {
  readonly type: 'code';
  readonly title?: string;
  readonly language: string;
  readonly text: string;
}

/** Any JSON, as a tree that opens. */
export interface JsonComponent extends Identified {
  readonly type: 'json';
  readonly title?: string;
  readonly value: JsonValue;
  /** How many levels are open at first. */
  readonly depth?: number;
}

/** Counts by actual (rows) and predicted (columns) label. */
export interface ConfusionComponent extends Identified {
  readonly type: 'confusion';
  readonly title?: string;
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Pictures in a grid. */
export interface GalleryComponent extends Identified {
  readonly type: 'gallery';
  readonly title?: string;
  readonly images: readonly ImageComponent[];
  readonly total: number;
}

/** Components side by side. `weights`: relative widths; left out, all are equal. */
export interface ColumnsComponent extends Identified {
  readonly type: 'columns';
  readonly columns: readonly (readonly CardComponent[])[];
  readonly weights?: readonly number[];
}

/** Components of which one group is seen at a time. */
export interface TabsComponent extends Identified {
  readonly type: 'tabs';
  readonly tabs: readonly { readonly title: string; readonly components: readonly CardComponent[] }[];
}

/** Components under a heading; `open` false: folded at first. */
export interface SectionComponent extends Identified {
  readonly type: 'section';
  readonly title: string;
  readonly components: readonly CardComponent[];
  readonly open: boolean;
}

/** HTML of somebody's own: drawn only in a frame that can reach nothing. */
export interface HtmlComponent extends Identified {
  readonly type: 'html';
  readonly html: string;
  readonly label?: string;
  /** Height of its frame in pixels. */
  readonly height?: number;
}

/** An error: of the step, or of a component that could not be made. */
export interface ErrorComponent extends Identified {
  readonly type: 'error';
  readonly title: string;
  readonly message: string;
  readonly stack?: string;
  readonly hint?: string;
}

/** Names with values, one a line. */
export interface FactsComponent extends Identified {
  readonly type: 'facts';
  readonly facts: readonly Fact[];
}

/** A name with its value. `kind`: what it is, for people; `size` in bytes; `shown`: a few lines of it, where `value` only says what it is; `open`: unfolded at first. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly kind?: string;
  readonly size?: number;
  readonly shown?: CardComponent;
  readonly open?: boolean;
}

/** The flow's steps with this card's step marked. */
export interface DagComponent extends Identified {
  readonly type: 'dag';
  readonly steps: readonly { readonly name: string; readonly title?: string; readonly next: readonly string[]; readonly split: boolean }[];
  readonly here: string;
}

/** Spans of time: milliseconds since 1970. */
export interface TimelineComponent extends Identified {
  readonly type: 'timeline';
  readonly title?: string;
  readonly spans: readonly { readonly name: string; readonly from: number; readonly to: number; readonly kind: 'work' | 'wait' }[];
}

/** What happened, newest last; `at` in milliseconds since 1970. */
export interface EventsComponent extends Identified {
  readonly type: 'events';
  readonly title?: string;
  readonly events: readonly { readonly at: number; readonly text: string; readonly details?: JsonObject }[];
  readonly total: number;
}

/** Text as it is, with ANSI colours left out. */
export interface TextComponent extends Identified {
  readonly type: 'text';
  readonly text: string;
}

/** A JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}
