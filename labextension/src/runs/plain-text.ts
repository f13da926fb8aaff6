/** Text as it reads: without ANSI escape sequences (ECMA-48: CSI and OSC), and only what a carriage return left of a line. */
export function plainText(text: string): string {
  const plain = text.replace(csi, '').replace(osc, '');
  return plain.includes('\r') ? plain.replace(/\r+\n/g, '\n').replace(/^.*\r/gm, '') : plain;
}

const escape = String.fromCharCode(27);
const csi = new RegExp(`${escape}\\[[0-?]*[ -/]*[@-~]`, 'g');
const osc = new RegExp(`${escape}\\][^${String.fromCharCode(7)}${escape}]*(?:${String.fromCharCode(7)}|${escape}\\\\)`, 'g');
