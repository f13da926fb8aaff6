import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { repairPublishers } from '../../../../src/task/describe/kernel-publisher';

const { Publisher, Subscriber } = createRequire(__filename)('zeromq') as typeof import('zeromq');

const publisher = new Publisher({ linger: 0, sendHighWaterMark: 0 });
const subscriber = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });

afterAll(() => {
  publisher.close();
  subscriber.close();
});

/** As tslab does: no message waits for the one before. */
function sendMany(count: number): number {
  let refused = 0;
  for (let index = 0; index < count; index++) {
    try {
      publisher.send(String(index)).catch(() => undefined);
    } catch {
      refused++;
    }
  }
  return refused;
}

describe('publishers inside a kernel', () => {
  it('lose messages that are sent in one go, and no longer once they are repaired', async () => {
    await publisher.bind('inproc://published');
    subscriber.connect('inproc://published');
    subscriber.subscribe();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(sendMany(2000)).toBeGreaterThan(0);
    await new Promise(resolve => setTimeout(resolve, 100));
    repairPublishers();
    expect(sendMany(2000)).toBe(0);
  });
});
