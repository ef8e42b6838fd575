import type { Draft } from '../model/draft';

/** Written channels that Flex itself has; a response may name more. */
const KNOWN_CHANNELS = ['web', 'sms', 'whatsapp', 'chat', 'messenger'];

/** Channels to choose from: those that Flex has, and those that the response names. */
export const channelsOffered = ({ channels, variants }: Draft): readonly string[] => [
  ...new Set([
    ...KNOWN_CHANNELS,
    ...channels,
    ...variants.flatMap(({ channel }) => (channel === null ? [] : [channel])),
  ]),
];
