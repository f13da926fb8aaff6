import { describe, expect, it } from 'vitest';
import { planOf, recordOf, Tape } from './simulation';

describe('setup variables', () => {
  it('that are another value in a later task fail the run by name', () => {
    const tape = new Tape(planOf([{}, { retries: 3 }]));
    tape.begin();
    tape.finish(1, { setup: { started: 'k1', rate: 'r' } });
    tape.finish(2, { setup: { rate: 'r', started: 'k2' } });
    expect(tape.of('end')).toMatchObject([{ status: 'failed', error: { code: 'HW241', about: 'started' } }]);
    expect(tape.of('commit').at(-1)).toMatchObject({ position: 1, error: { code: 'HW241' } });
  });

  it('of work from another run do not fit: it is thrown away', () => {
    const tape = new Tape(planOf([{}, {}]));
    const offered = {
      kind: 'whole',
      index: null,
      record: recordOf({ setup: { started: 'k2' } }),
      origin: { run: '1', task: '3' }
    } as const;
    tape.feed({ type: 'reuse', at: 0, position: 1, units: [offered] });
    tape.begin();
    expect(tape.finish(1, { setup: { started: 'k1' } })).toContainEqual(
      expect.objectContaining({ type: 'rerun', position: 1, execution: null, slot: 'started', cost: 0 })
    );
    tape.finish(2, { setup: { started: 'k1' } });
    expect(tape.state.status).toBe('successful');
  });
});
