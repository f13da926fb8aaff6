import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readRequest, writeMessage } from '../../../../src/kernel/protocol/wire';

/** https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol */

const header = { msg_id: 'm1', msg_type: 'execute_request', session: 's', username: 'u', date: '2026-01-01T00:00:00Z', version: '5.3' };

function frames(key: string, content: object): Buffer[] {
  const parts = [header, {}, {}, content].map(each => JSON.stringify(each));
  const hmac = createHmac('sha256', key).update(parts.join('')).digest('hex');
  return ['client-1', '<IDS|MSG>', hmac, ...parts].map(each => Buffer.from(each));
}

describe('a message on the wire', () => {
  it('is read with whom to answer', () => {
    const request = readRequest(frames('secret', { code: '1' }), 'secret');
    expect(request?.header).toEqual(header);
    expect(request?.content).toEqual({ code: '1' });
    expect(request?.identities.map(each => Buffer.from(each).toString())).toEqual(['client-1']);
  });

  it('is nothing when it is signed with another key, cut short or no JSON', () => {
    expect(readRequest(frames('other', { code: '1' }), 'secret')).toBeNull();
    expect(readRequest(frames('secret', {}).slice(0, 4), 'secret')).toBeNull();
    expect(readRequest([Buffer.from('noise')], 'secret')).toBeNull();
  });

  it('is written so that it can be read, with its parent', () => {
    const written = writeMessage({ type: 'status', content: { execution_state: 'busy' }, parent: header }, ['topic'], 'secret');
    const [topic, delimiter, signature, ...parts] = written.map(String);
    expect([topic, delimiter]).toEqual(['topic', '<IDS|MSG>']);
    expect(signature).toBe(createHmac('sha256', 'secret').update(parts.join('')).digest('hex'));
    expect(parts.map(each => JSON.parse(each) as unknown)).toEqual([
      expect.objectContaining({ msg_type: 'status', version: '5.3' }),
      header,
      {},
      { execution_state: 'busy' }
    ]);
  });
});
