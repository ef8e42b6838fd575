import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { smsSegments } from '../model/sms-segments';
import { usePanel } from '../parts/panel-context';
import { previewStrings } from './preview-strings';

/** Characters beyond the SMS alphabet that are named at most. */
const MAX_NAMED = 10;

/** How many SMS the filled text is. */
export function SegmentCounter({ text }: { readonly text: string }): React.JSX.Element {
  const { format } = usePanel();
  const { segments, unitsLeft, encoding, beyondGsm7 } = smsSegments(text);
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
      {beyondGsm7.length === 0 ? null : (
        <>
          {'. '}
          <bdi>{previewStrings.beyondGsm7(beyondGsm7.slice(0, MAX_NAMED).join(' '))}</bdi>
        </>
      )}
    </Text>
  );
}
