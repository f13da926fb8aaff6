/** Ways to a card as a page of its own: this one, and the one of the newest run, whose address stays. */
export function cardLinks(own: string, latest: string): HTMLElement {
  const box = document.createElement('p');
  box.className = 'hw-card hw-note hw-links';
  box.append(
    link('Open in a new tab', own, 'This card as a page of its own'),
    link(
      "Newest run's card ↗",
      latest,
      'An address that always shows the card of the newest run: for a bookmark, a tab that is left open, a frame'
    )
  );
  return box;
}

function link(text: string, address: string, title: string): HTMLAnchorElement {
  const made = document.createElement('a');
  Object.assign(made, { href: address, textContent: text, title, target: '_blank', rel: 'noopener' });
  return made;
}
