/** An element with a class and a text; never markup, whatever the text is. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A button with a text that says what it does, and a longer hint. */
export function button(className: string, text: string, hint: string, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.title = hint;
  made.addEventListener('click', onClick);
  return made;
}
