import { describe, expect, it } from 'vitest';
import { History } from '../../../src/kernel/history';
import type { Request } from '../../../src/kernel/protocol/wire';

/** https://jupyter-client.readthedocs.io/en/stable/messaging.html#history */

function asked(content: Request['content']): Request {
  const header = { msg_id: 'm', msg_type: 'history_request', session: 's', username: 'u', date: '', version: '5.3' };
  return { identities: [], header, metadata: {}, content };
}

function filled(): History {
  const history = new History();
  for (const [code, text] of [
    ['let a = 1', ''],
    ['a + 1', '2'],
    ['a + 1', '2']
  ] as const) {
    history.begin(code, true);
    history.end(true, text);
  }
  return history;
}

describe('the history of a session', () => {
  it('numbers the cells that are to be remembered', () => {
    const history = new History();
    expect([history.begin('1', true), history.begin('quiet', false), history.begin('2', true)]).toEqual([1, 1, 2]);
  });

  it('gives its last cells, with what came of them when that is asked for', () => {
    expect(filled().answer(asked({ hist_access_type: 'tail', n: 2, output: true }))?.content['history']).toEqual([
      [0, 2, ['a + 1', '2']],
      [0, 3, ['a + 1', '2']]
    ]);
  });

  it('gives a range without its end', () => {
    expect(filled().answer(asked({ hist_access_type: 'range', start: 1, stop: 2 }))?.content['history']).toEqual([[0, 1, 'let a = 1']]);
  });

  it('finds cells by a pattern, each once when that is asked for', () => {
    const found = filled().answer(asked({ hist_access_type: 'search', pattern: 'a ? 1', unique: true }))?.content['history'];
    expect(found).toEqual([[0, 3, 'a + 1']]);
  });
});
