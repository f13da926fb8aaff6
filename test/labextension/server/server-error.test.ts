import { describe, expect, it } from 'vitest';
import { errorOfAnswer, noAnswer } from '../../../labextension/src/server/server-error';

describe('errors of the server', () => {
  it('are its own words when it has said something', () => {
    const error = { code: 'HW413', message: 'The store cannot be written.', hint: 'Free some space.', about: '/data' };
    expect(errorOfAnswer(500, JSON.stringify({ error }))).toMatchObject({ ...error, status: 500 });
  });

  it('say that the login has expired, whatever page comes with that', () => {
    expect(errorOfAnswer(403, '<html>Forbidden</html>')).toMatchObject({ code: 'HW631', status: 403 });
    expect(errorOfAnswer(401, '{"message":"Unauthorized","reason":null}')).toMatchObject({ code: 'HW631' });
  });

  it('say that the server part is missing', () => {
    expect(errorOfAnswer(404, '{"message":"Not Found"}').code).toBe('HW632');
  });

  it('keep the cause when there is no answer', () => {
    const cause = new TypeError('Failed to fetch');
    expect(noAnswer(cause)).toMatchObject({ code: 'HW630', status: 0, cause });
  });
});
