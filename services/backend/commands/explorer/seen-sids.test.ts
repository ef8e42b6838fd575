import { createSeenSids } from './seen-sids';

test('knows what a whole listing had, for ten minutes, and says nothing before its end', () => {
  let now = 0;
  const seen = createSeenSids(() => now);
  seen.add('service document', ['ET1'], { isFirst: true, isLast: false });
  expect(seen.has('service document', 'ET1')).toBeNull();
  seen.add('service document', ['ET2'], { isFirst: false, isLast: true });
  expect(['ET1', 'ET2', 'ET3'].map((sid) => seen.has('service document', sid))).toEqual([true, true, false]);
  expect(seen.has('service list', 'ET1')).toBeNull();
  now = 600_001;
  expect(seen.has('service document', 'ET1')).toBeNull();
});

test('a listing that begins again forgets the one before', () => {
  const seen = createSeenSids(() => 0);
  seen.add('which', ['ET1'], { isFirst: true, isLast: true });
  seen.add('which', ['ET2'], { isFirst: true, isLast: true });
  expect([seen.has('which', 'ET1'), seen.has('which', 'ET2')]).toEqual([false, true]);
});
