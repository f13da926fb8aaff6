import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { whyEmpty } from '../../../labextension/src/graph/why-empty';
import { ServerError } from '../../../labextension/src/server/server-error';

const trans = nullTranslator.load('headwater');
const up = { up: true, error: null };
const reading = { on: true, analysis: null, failure: null };

describe('whyEmpty', () => {
  it('says why a notebook that cannot be read has no graph, instead of going on to read it', () => {
    const failure = new ServerError({ code: 'HW101', message: 'It is no notebook.', hint: 'Save it again.', about: null }, 422);
    expect(whyEmpty(reading, up, trans)).toBe('Reading the notebook…');
    expect(whyEmpty({ ...reading, failure }, up, trans)).toBe('It is no notebook. Save it again.');
  });

  it('tells what is wrong with the server before anything else that is not known', () => {
    const error = { code: 'HW631', message: 'Jupyter does not answer.', hint: 'Start it.' };
    expect(whyEmpty(reading, { up: false, error }, trans)).toBe('Jupyter does not answer. Start it.');
    expect(whyEmpty({ ...reading, on: false }, { up: false, error }, trans)).toContain('Press Flow');
  });
});
