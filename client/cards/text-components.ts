import { UnfitValue } from '../../src/card/unfit-value';
import type { CodeComponent, HtmlComponent, JsonComponent, JsonValue, MarkdownComponent } from '../../src/card/component';
import { ShownComponent, type ComponentOptions } from './shown-component';

/** Text in Markdown. */
export class Markdown extends ShownComponent {
  readonly type = 'markdown' satisfies MarkdownComponent['type'];
  declare text: string;

  constructor(text: string, options: ComponentOptions = {}) {
    super();
    this.fill(() => ({ text: textOf(text, 'new Markdown("# Title")') }), options);
  }

  /** Puts another text in its place. */
  update(text: string): void {
    this.refill(() => ({ text: textOf(text, 'update("# Title")') }));
  }
}

/** @throws UnfitValue for an object, whose text would say nothing */
function textOf(value: unknown, example: string): string {
  if (typeof value !== 'object' && typeof value !== 'function' && value !== undefined) return String(value);
  throw new UnfitValue(`it is given ${value === undefined ? 'nothing' : 'an object'} where a text is wanted: ${example}`);
}

function titleOf({ title }: { readonly title?: string }): { readonly title?: string } {
  return title === undefined ? {} : { title };
}

/** How source text is shown. */
export interface CodeOptions extends ComponentOptions {
  readonly language?: string;
  readonly title?: string;
}

/** Source text, or that of a function. */
export class Code extends ShownComponent {
  readonly type = 'code' satisfies CodeComponent['type'];
  declare title?: string;
  declare language: string;
  declare text: string;

  constructor(code: string | ((...args: never[]) => unknown), options: CodeOptions = {}) {
    super();
    this.fill(
      () => ({
        ...titleOf(options),
        language: options.language ?? 'typescript',
        text: typeof code === 'function' ? String(code) : textOf(code, 'new Code("let x = 1")')
      }),
      options
    );
  }
}

/** How JSON is shown. */
export interface JsonOptions extends ComponentOptions {
  readonly title?: string;
  /** How many levels are open at first; 1. */
  readonly depth?: number;
}

/** Any data as a tree that opens. */
export class JSONViewer extends ShownComponent {
  readonly type = 'json' satisfies JsonComponent['type'];
  declare title?: string;
  declare value: JsonValue;
  declare depth?: number;

  constructor(value: unknown, options: JsonOptions = {}) {
    super();
    this.fill(
      () => ({ ...titleOf(options), ...(options.depth === undefined ? {} : { depth: options.depth }), value: jsonOf(value) }),
      options
    );
  }

  /** Puts other data in its place. */
  update(value: unknown): void {
    this.refill(() => ({ value: jsonOf(value) }));
  }
}

/** What JSON lacks becomes text; Map and Set become objects and lists. @throws TypeError for cycles */
function jsonOf(value: unknown): JsonValue {
  const text: string | undefined = JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint' || (typeof each === 'number' && !Number.isFinite(each))) return String(each);
    if (each instanceof Map) return Object.fromEntries([...each].map(([key, found]) => [String(key), found as unknown]));
    if (each instanceof Set) return [...each] as unknown[];
    return ArrayBuffer.isView(each) && Symbol.iterator in each ? Array.from(each as Iterable<number | bigint>, Number) : each;
  });
  return text === undefined ? String(value) : (JSON.parse(text) as JsonValue);
}

/** How HTML is shown. */
export interface HtmlOptions extends ComponentOptions {
  readonly label?: string;
  /** Height of its frame in pixels; 360. */
  readonly height?: number;
}

/** HTML of your own: it is shown in a frame that can reach neither the page around it nor the network. */
export class Html extends ShownComponent {
  readonly type = 'html' satisfies HtmlComponent['type'];
  declare html: string;
  declare label?: string;
  declare height?: number;

  constructor(html: string, options: HtmlOptions = {}) {
    super();
    const { label, height } = options;
    this.fill(
      () => ({
        html: textOf(html, 'new Html("<b>page</b>")'),
        ...(label === undefined ? {} : { label }),
        ...(height === undefined ? {} : { height })
      }),
      options
    );
  }

  /** Puts another page in its place. */
  update(html: string): void {
    this.refill(() => ({ html: textOf(html, 'update("<b>page</b>")') }));
  }
}
