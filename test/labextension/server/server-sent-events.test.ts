import { describe, expect, it } from 'vitest';
import { EventStreamParser } from '../../../labextension/src/server/server-sent-events';

describe('EventStreamParser', () => {
  it('reads the example of the HTML standard: comments, fields with and without a space, data of several lines', () => {
    const text =
      ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\ndata: YHOO\ndata: +2\ndata: 10\n\n';
    expect(new EventStreamParser().push(text).map(each => each.data)).toEqual([
      'first event',
      'second event',
      ' third event',
      'YHOO\n+2\n10'
    ]);
  });

  it('puts together what comes in pieces, wherever they are cut', () => {
    const text = 'event: progress\ndata: {"a":1}\n\n: beat\n\nevent: log\ndata: x\n\n';
    const whole = [
      { event: 'progress', data: '{"a":1}' },
      { event: 'log', data: 'x' }
    ];
    for (let cut = 0; cut <= text.length; cut++) {
      const parser = new EventStreamParser();
      expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))], `cut at ${cut}`).toEqual(whole);
    }
  });

  it('tells a message without an event by the name that the standard gives it', () => {
    expect(new EventStreamParser().push('data: x\n\n')).toEqual([{ event: 'message', data: 'x' }]);
  });
});
