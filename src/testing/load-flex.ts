import type * as Flex from '@twilio/flex-ui';

/** The genuine Flex UI, for tests of the `flex` Jest project: the others map the package to a stub. */
export function loadFlex(): typeof Flex {
  // It plays a sound while it loads, which jsdom cannot, and greets on the console.
  jest.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  jest.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
  jest.spyOn(console, 'info').mockImplementation(() => undefined);
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  return jest.requireActual<typeof Flex>('@twilio/flex-ui');
}
