import type { CardDocument } from './card-document';
import type { CardComponent, Fact, FactsComponent } from './component';
import { durationText } from '../duration-text';
import { factLine } from './draw/draw-facts';
import { tableText } from './draw/draw-table';
import { bytesText, numberText } from './draw/draw-values';

/** A card as plain text. */
export function cardText(document: CardDocument): string {
  const head = `${document.title}${document.live ? ' (running)' : ''}\n${document.pathspec}`;
  return [head, componentsText(document.components)].filter(each => each !== '').join('\n\n');
}

/** Components as plain text, one below the other. */
export function componentsText(components: readonly CardComponent[]): string {
  return components
    .map(componentText)
    .filter(each => each !== '')
    .join('\n\n');
}

function componentText(component: CardComponent): string {
  switch (component.type) {
    case 'markdown':
    case 'text':
      return component.text.trim();
    case 'table':
      return tableText(component);
    case 'image':
    case 'vega':
      return `[${component.label ?? component.alt}]`;
    case 'progress':
      return `${component.label ?? 'Progress'}: ${component.value}${component.max === null ? '' : ` of ${component.max}`} ${component.unit ?? ''}`.trimEnd();
    case 'value':
      return valueText(component);
    case 'code':
      return component.text;
    case 'json':
      return JSON.stringify(component.value, null, 2).slice(0, 2000);
    case 'confusion':
      return confusionText(component);
    case 'gallery':
      return `[${component.total} pictures${component.title === undefined ? '' : `: ${component.title}`}]`;
    case 'columns':
      return component.columns.map(componentsText).join('\n\n');
    case 'tabs':
      return component.tabs.map(({ title, components }) => `${title}\n${componentsText(components)}`).join('\n\n');
    case 'section':
      return `${component.title}\n${componentsText(component.components)}`;
    case 'html':
      return `[${component.label ?? 'HTML'}]`;
    case 'error':
      return `${component.title.replace(/\.$/, '')}: ${component.message}`;
    case 'facts':
      return factsText(component);
    case 'dag':
      return component.steps.map(({ name }) => (name === component.here ? `[${name}]` : name)).join(' · ');
    case 'timeline':
      return component.spans.map(({ name, from, to }) => `${name}: ${durationText(to - from)}`).join('\n');
    case 'events':
      return component.events.map(({ text }) => `- ${text}`).join('\n');
  }
  return '';
}

function valueText({ title, value, unit, delta }: Extract<CardComponent, { type: 'value' }>): string {
  const shown = typeof value === 'number' ? numberText(value) : value;
  const change = delta === undefined ? '' : ` (${delta.text ?? `${delta.value > 0 ? '+' : ''}${numberText(delta.value)}`})`;
  return `${title === undefined ? '' : `${title}: `}${shown}${unit === undefined ? '' : ` ${unit}`}${change}`;
}

function confusionText({ title, labels, counts }: Extract<CardComponent, { type: 'confusion' }>): string {
  const columns = ['', ...labels].map((name, at) => ({ name, align: at === 0 ? ('left' as const) : ('right' as const), kind: null }));
  const rows = labels.map((label, at) => [label, ...labels.map((_, column) => counts[at]?.[column] ?? 0)]);
  return tableText({ type: 'table', ...(title === undefined ? {} : { title }), columns, rows, total: rows.length });
}

function factsText({ facts }: FactsComponent): string {
  const width = Math.min(30, Math.max(0, ...facts.map(({ name }) => name.length)));
  return facts.map(fact => factText(fact, width)).join('\n');
}

function factText(fact: Fact, width: number): string {
  const { name, value, size, shown } = fact;
  const line = factLine(fact);
  const told = line === null ? value.split('\n')[0] : `${line.label}${line.text}`;
  const head = `${name.padEnd(width)}  ${told}${size === undefined ? '' : ` (${bytesText(size)})`}`;
  return shown === undefined || line !== null ? head : `${head}\n${indented(componentText(shown))}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
