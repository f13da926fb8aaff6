/** Properties that a drawing's look depends on. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'opacity'
] as const;

/** The drawing as an SVG document of its own: the theme's colours are written into it, and all of it is shown at its own size. */
export function svgText(svg: SVGSVGElement, { width, height }: { readonly width: number; readonly height: number }): string {
  // Seen from afar some texts are left out: not in a file.
  svg.querySelector('.jp-mod-far')?.classList.remove('jp-mod-far');
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [svg.querySelectorAll<SVGElement>('*'), copy.querySelectorAll<SVGElement>('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    const target = copies[i];
    if (target === undefined) return;
    for (const name of looks) target.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'role', 'aria-current', 'data-step']) target.removeAttribute(name);
  });
  copy.querySelector(':scope > g')?.removeAttribute('transform');
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('role', 'img');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.prepend(ground(getComputedStyle(svg).backgroundColor));
  return new XMLSerializer().serializeToString(copy);
}

/** The same as PNG bytes, twice as large as on the screen. */
export async function pngBytes(text: string, { width, height }: { readonly width: number; readonly height: number }): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(2, mostPixels / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(blob => (blob === null ? reject(new Error('The browser gave no picture.')) : resolve(blob)), 'image/png')
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Longest side of a canvas that browsers take. */
const mostPixels = 16_000;

function ground(colour: string): SVGRectElement {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('width', '100%');
  rect.setAttribute('height', '100%');
  rect.setAttribute('fill', colour);
  return rect;
}
