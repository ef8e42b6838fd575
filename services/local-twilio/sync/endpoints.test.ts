import { createManualClock } from '../testing/manual-clock';
import { createEndpoints } from './endpoints';

function watchedEndpoints(debounceMs: number | null) {
  const clock = createManualClock();
  const told: string[] = [];
  const endpoints = createEndpoints({
    clock,
    debounceMs: () => debounceMs,
    onChange: ({ type, identity, endpointId }) => told.push(`${type} ${identity} ${endpointId}`),
  });
  return { clock, told, endpoints };
}

test('[SY25] without debouncing each client is told to have gone at once, and once only', () => {
  const { told, endpoints } = watchedEndpoints(null);
  const [leave] = [endpoints.connect('alice', 'E1'), endpoints.connect('alice', 'E2')];
  leave();
  leave();
  expect(told).toEqual([
    'endpoint_connected alice E1',
    'endpoint_connected alice E2',
    'endpoint_disconnected alice E1',
  ]);
});

test('[SY25] with debouncing an identity has gone when its last client stayed away for the window', () => {
  const { clock, told, endpoints } = watchedEndpoints(5_000);
  const [leaveFirst, leaveSecond] = [endpoints.connect('alice', 'E1'), endpoints.connect('alice', 'E2')];
  const leaveOther = endpoints.connect('bob', 'E3');
  told.length = 0;
  leaveFirst();
  clock.advance(60_000);
  expect(told).toEqual([]);
  leaveSecond();
  clock.advance(4_999);
  expect(told).toEqual([]);
  clock.advance(1);
  expect(told).toEqual(['endpoint_disconnected alice E2']);
  leaveOther();
  clock.advance(5_000);
  expect(told).toEqual(['endpoint_disconnected alice E2', 'endpoint_disconnected bob E3']);
});

test('[SY25] with debouncing any client of the identity that comes back in time keeps it from having gone', () => {
  const { clock, told, endpoints } = watchedEndpoints(5_000);
  endpoints.connect('alice', 'E1')();
  clock.advance(4_000);
  const leave = endpoints.connect('alice', 'E2');
  clock.advance(60_000);
  expect(told).toEqual(['endpoint_connected alice E1', 'endpoint_connected alice E2']);
  leave();
  clock.advance(5_000);
  expect(told.at(-1)).toBe('endpoint_disconnected alice E2');
  expect(told).toHaveLength(3);
});

test('[SY25] a departure that is waited with is forgotten when the service is emptied', () => {
  const { clock, told, endpoints } = watchedEndpoints(5_000);
  endpoints.connect('alice', 'E1')();
  endpoints.clear();
  clock.advance(60_000);
  expect(told).toEqual(['endpoint_connected alice E1']);
});
