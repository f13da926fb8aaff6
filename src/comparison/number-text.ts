/** A number for people: four significant digits, more where integers have them; thin signs for what is not finite. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return withMinus(value.toLocaleString('en'));
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return withMinus(value.toExponential(3));
  return withMinus(String(Number(value.toPrecision(4))));
}

/** A difference with its sign, `+0.02` or `−3`, and `±0` for none. */
export function deltaText(value: number): string {
  return value === 0 ? '±0' : value > 0 ? `+${numberText(value)}` : numberText(value);
}

function withMinus(text: string): string {
  return text.replace(/^-/, '−').replace('e-', 'e−');
}

/** A moment (milliseconds since 1970) to the minute, in the time of everybody: what is stored is read elsewhere. */
export function momentText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
