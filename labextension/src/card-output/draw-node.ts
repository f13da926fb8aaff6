import { isSvg, type CardElement, type CardNode } from '../../../src/card/node';

/** A drawn node as DOM: what comes from data is only ever text or the value of an attribute. */
export function drawNode(node: CardNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const made = isSvg(node.tag) ? document.createElementNS('http://www.w3.org/2000/svg', node.tag) : document.createElement(node.tag);
  for (const name of Object.keys(node.attributes)) setAttribute(made, name, node.attributes[name]);
  const children = node.children.map(drawNode);
  made.append(...children);
  ownChildren.set(made, children);
  return made;
}

/** Children as they were drawn: the page adds some of its own, as JupyterLab's numbers of headings. */
const ownChildren = new WeakMap<Element, readonly Node[]>();

/**
 * Makes what was drawn from `before` look like `after`: only what differs is touched, so that what a reader has opened, selected or scrolled
 * stays. Returns what stands there now.
 */
export function redrawNode(drawn: Node, before: CardNode, after: CardNode): Node {
  if (before === after) return drawn;
  if (typeof before === 'string' || typeof after === 'string' || before.tag !== after.tag || !(drawn instanceof Element))
    return replace(drawn, after);
  for (const name of new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]))
    if (before.attributes[name] !== after.attributes[name]) setAttribute(drawn, name, after.attributes[name]);
  redrawChildren(drawn, before, after);
  return drawn;
}

function redrawChildren(drawn: Element, before: CardElement, after: CardElement): void {
  const places = ownChildren.get(drawn) ?? [];
  const now = after.children.map((child, at) => {
    const place = places[at];
    const was = before.children[at];
    if (place !== undefined && was !== undefined) return redrawNode(place, was, child);
    return drawn.appendChild(drawNode(child));
  });
  for (const place of places.slice(now.length)) place.parentNode?.removeChild(place);
  ownChildren.set(drawn, now);
}

function replace(drawn: Node, after: CardNode): Node {
  const made = drawNode(after);
  drawn.parentNode?.replaceChild(made, drawn);
  return made;
}

function setAttribute(element: Element, name: string, value: CardElement['attributes'][string]): void {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}
