import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { smsSegments } from '../model/sms-segments';
import { usePanel } from '../parts/panel-context';
import { previewStrings } from './preview-strings';

/** The characters that make a message dear are named up to this many. */
const MAX_OUTSIDERS = 10;

/** How many SMS the filled text is. */
export function SegmentCounter({ text }: { readonly text: string }): React.JSX.Element {
  const { format } = usePanel();
  const { segments, unitsLeft, encoding, outsiders } = smsSegments(text);
  return (
    <Text
      as="p"
      fontSize="fontSize20"
      lineHeight="lineHeight20"
      color="colorTextWeak"
      data-testid="canned-segments"
      data-segments={segments}
      data-encoding={encoding}
    >
      {previewStrings.segments(format.count(segments), format.count(unitsLeft), encoding)}
      {outsiders.length === 0 ? null : (
        <>
          {'. '}
          <bdi>{previewStrings.outsiders(outsiders.slice(0, MAX_OUTSIDERS).join(' '))}</bdi>
        </>
      )}
    </Text>
  );
}
