import { NEEDED_EVENT_TYPES as OF_THE_BACKEND } from '../../backend/domain/needed-event-types';
import { NEEDED_EVENT_TYPES } from './event-types';

test('a filter is judged by the events that the backend folds', () => {
  expect(NEEDED_EVENT_TYPES).toEqual(OF_THE_BACKEND);
});
