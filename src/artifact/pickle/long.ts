/** Two's complement bytes of an integer, little end first, as few as hold it (none for 0), as pickle's LONG1 and LONG4 have it. */
export function encodeLong(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array(0);
  const magnitude = value < 0n ? -value - 1n : value;
  const digits = magnitude.toString(16);
  const length = Math.floor((digits.length * 4 - leadingZeroBits(digits)) / 8) + 1;
  const bytes = Buffer.from(digits.padStart(length * 2, '0').slice(-length * 2), 'hex').reverse();
  return value < 0n ? bytes.map(byte => ~byte & 0xff) : bytes;
}

/** The integer of two's complement bytes, little end first. */
export function decodeLong(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  const hex = Buffer.from(bytes).reverse().toString('hex');
  const value = BigInt(`0x${hex}`);
  return (bytes[bytes.length - 1] ?? 0) & 0x80 ? value - (1n << BigInt(bytes.length * 8)) : value;
}

function leadingZeroBits(hex: string): number {
  return Math.clz32(Number.parseInt(hex[0] ?? '0', 16)) - 28;
}
