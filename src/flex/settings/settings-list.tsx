import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { SettingSection } from './setting-rows';

/** The settings of a plugin: each with what it does, its value in force and where that came from. */
export function SettingsList({ section }: { readonly section: SettingSection }): React.JSX.Element {
  const { title, note, rows } = section;
  return (
    <Box marginTop="space70">
      <Heading as="h2" variant="heading40" marginBottom="space0">
        {title}
      </Heading>
      {note === null ? null : (
        <Text as="p" color="colorTextWeak">
          {note}
        </Text>
      )}
      <Box as="ul" aria-label={title} margin="space0" marginTop="space30" padding="space0" style={NO_BULLETS}>
        {rows.map(({ name, value, why, does }) => (
          <Box
            as="li"
            key={name}
            data-testid={`setting-${name}`}
            display="flex"
            flexWrap="wrap"
            columnGap="space60"
            paddingY="space30"
            borderTopStyle="solid"
            borderTopWidth="borderWidth10"
            borderTopColor="colorBorderWeaker"
          >
            <Box style={NAME}>
              <Text as="code" fontFamily="fontFamilyCode">
                {name}
              </Text>
              <Text as="p" color="colorTextWeak">
                {does}
              </Text>
            </Box>
            <Box style={VALUE}>
              <Text as="p" fontWeight="fontWeightSemibold" overflowWrap="anywhere">
                {value}
              </Text>
              <Text as="p" color="colorTextWeak">
                {why}
              </Text>
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const NO_BULLETS = { listStyle: 'none' } as const;
// Side by side where there is room, else one below the other: at 200 % zoom nothing scrolls sideways.
const NAME = { flex: '1 1 24rem', minWidth: 0 } as const;
const VALUE = { flex: '1 1 18rem', minWidth: 0 } as const;
