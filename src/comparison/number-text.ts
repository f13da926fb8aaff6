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

/** A duration given in seconds: `850 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

function withMinus(text: string): string {
  return text.replace(/^-/, '−').replace('e-', 'e−');
}

/** A moment (milliseconds since 1970) to the minute, in the time of everybody: what is stored is read elsewhere. */
export function momentText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
