import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { emptyRunsText, type EmptyRuns } from '../../../labextension/src/runs/empty-runs';
import { ServerError } from '../../../labextension/src/server/server-error';

const trans = nullTranslator.load('headwater');
const none: EmptyRuns = { notebook: { on: true, failure: null }, list: { loading: false }, user: null, me: 'ada' };

describe('emptyRunsText', () => {
  it('says what to do for a first run, and how to see the runs of others', () => {
    expect(emptyRunsText(none, trans)).toContain('press Run flow');
    expect(emptyRunsText({ ...none, user: 'bob' }, trans)).toContain('bob has no runs here');
    expect(emptyRunsText({ ...none, user: 'ada' }, trans)).toContain('You have no runs here');
  });

  it('does not look for ever for the runs of a notebook that cannot be read', () => {
    const failure = new ServerError({ code: 'HW101', message: 'It is no notebook.', hint: '', about: null }, 422);
    expect(emptyRunsText({ ...none, list: null }, trans)).toBe('Looking for runs…');
    expect(emptyRunsText({ ...none, list: null, notebook: { on: true, failure } }, trans)).toContain('It is no notebook.');
  });
});
