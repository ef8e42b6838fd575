import { SyncError } from '../sync';
import { operatorCode } from './operator-code';

it('gives an operator codes and ids of whatever was reported, and never a sentence', () => {
  const backend = Object.assign(new Error('No worker for you'), { code: 'no_worker', requestId: 'req-7' });
  const told: readonly (readonly [unknown, string | null])[] = [
    [Object.assign(new Error('Too many'), { code: 54419, status: 429 }), '54419'],
    [{ terminal: true, message: 'Token expired', httpStatusCode: 401, errorCode: 20104 }, '20104'],
    [{ message: 'Bad gateway', httpStatusCode: 502 }, 'HTTP 502'],
    [backend, 'no_worker, req-7'],
    [new SyncError('forbidden', 'No worker for you', backend), 'no_worker, req-7'],
    [new SyncError('disconnected', 'Gone', new Error('Gone')), 'disconnected'],
    [Object.assign(new Error('x'), { code: 'Access denied to +15005550006' }), null],
    [{ code: 'no_worker', requestId: 'a sentence, with a name' }, 'no_worker'],
    [{ status: 0, code: 0 }, null],
    ['a sentence', null],
    [null, null],
  ];
  expect(told.map(([error]) => operatorCode(error))).toEqual(told.map(([, code]) => code));
});
