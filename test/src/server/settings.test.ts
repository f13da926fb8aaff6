import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../src/server/settings';

describe("the parent's first line", () => {
  it('names a socket, or a secret for a port', () => {
    expect(readSettings('{"root":"/data","socket":"/run/s"}')).toEqual({ root: '/data', socket: '/run/s', secret: null });
    expect(readSettings('{"root":"/data","socket":null,"secret":"x"}')).toEqual({ root: '/data', socket: null, secret: 'x' });
  });

  it.each(['', 'x', '{}', '{"root":1,"socket":"s"}', '{"root":"/data"}', '{"root":"/data","socket":"","secret":"x"}', 'null'])(
    'is refused otherwise: %j',
    line => {
      expect(readSettings(line)).toBeNull();
    }
  );
});
