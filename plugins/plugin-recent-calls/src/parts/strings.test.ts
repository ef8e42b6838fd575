import { channelWord } from './strings';

test.each(['__proto__', 'constructor', 'toString', 'of-our-own'])(
  'a channel named %s is shown by its name',
  (channel) => {
    expect(channelWord(channel)).toBe(channel);
  },
);
