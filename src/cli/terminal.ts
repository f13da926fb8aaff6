import { styleText } from 'node:util';

/** What text output may use. */
export interface Terminal {
  readonly color: boolean;
  /** Columns; 100 when it is no terminal. */
  readonly width: number;
}

/** The terminal behind an output stream; NO_COLOR and FORCE_COLOR are respected. */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  const color = forced || (stream.isTTY && !NO_COLOR && TERM !== 'dumb');
  return { color, width: Math.max(60, stream.columns || 100) };
}

/** Text in a style (`bold`, `red`, …) where colour is possible. */
export function styled(style: Parameters<typeof styleText>[0], text: string, terminal: Terminal): string {
  return terminal.color ? styleText(style, text) : text;
}
