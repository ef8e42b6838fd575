import type { CustomerMatch } from '@flex-sync-suite/shared/contract';
import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { memo } from 'react';
import { isClaim, type EntryOf } from '../model/customer-facts';
import { presenceOf } from '../model/presence';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { NotVerified, PresenceWords, Told } from '../parts/words';

interface CustomerHeadProps {
  readonly now: EntryOf<'now'> | null;
  readonly location: EntryOf<'location'> | null;
  readonly match: CustomerMatch;
}

/** Who this is as far as the shop knows, and where she is now. */
export const CustomerHead = memo(function CustomerHead({ now, location, match }: CustomerHeadProps) {
  const userId = now?.userId ?? null;
  return (
    <Box fontSize="fontSize20" data-testid="customer-head">
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space30" rowGap="space10">
        <Text as="span" fontWeight="fontWeightSemibold">
          {userId === null ? strings.anonymous : <Told>{userId}</Told>}
        </Text>
        {isClaim(now, match) ? <NotVerified /> : null}
        <Text as="span" fontSize="fontSize20" color="colorTextWeak">
          {strings.matched(match.matchedBy)}
          {location === null ? null : <Place location={location} />}
        </Text>
      </Box>
      {now === null ? null : <PresenceLine now={now} />}
    </Box>
  );
});

function Place({ location: { country, region } }: { readonly location: EntryOf<'location'> }): React.JSX.Element {
  const format = useFormatters();
  return (
    <>
      {' · '}
      {strings.from} <Told>{format.country(country)}</Told>
      {region === null ? null : (
        <>
          , <Told>{region}</Told>
        </>
      )}
    </>
  );
}

function PresenceLine({ now }: { readonly now: EntryOf<'now'> }): React.JSX.Element {
  const presence = presenceOf(now, useLiveNow());
  return (
    <Text
      as="p"
      fontSize="fontSize40"
      marginTop="space20"
      data-testid="customer-presence"
      data-state={presence.isHere ? 'here' : 'away'}
    >
      <PresenceWords presence={presence} />
    </Text>
  );
}
