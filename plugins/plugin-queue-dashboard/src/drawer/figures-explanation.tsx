import type { QueueFiguresAnswer, QueueIndexItem } from '@flex-sync-suite/shared/contract';
import { Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useMemo, useRef, useState } from 'react';
import { useReportingZone } from '../data/use-reporting-zone';
import { ExplainedFigures } from '../explain/explained-figures';
import { createZoneFormatters } from '../model/zone-formatters';
import { useFormatters } from '../parts/formatters-context';
import { drawerStrings } from '../strings/drawer-strings';
import { explanationStrings as words } from '../strings/explanation-strings';
import { DRAWER_FIGURES, drawerFigureSource } from './drawer-figures';

interface FiguresExplanationProps {
  readonly item: QueueIndexItem;
  readonly answer: QueueFiguresAnswer;
  readonly onClose: () => void;
}

/** What the figures of the drawer's tables are and how they came about, of the queue or of one of its channels. */
export function FiguresExplanation({ item, answer, onClose }: FiguresExplanationProps): React.JSX.Element {
  const reportingZone = useReportingZone();
  const { locale } = useFormatters().collator.resolvedOptions();
  const zone = useMemo(() => createZoneFormatters(locale, reportingZone), [locale, reportingZone]);
  const [channel, setChannel] = useState<string | null>(null);
  const id = useUID();
  const choice = useRef<HTMLSelectElement>(null);
  const asked = useRef<HTMLElement>(null);
  const source = drawerFigureSource(item, answer, channel);
  return (
    <Dialog
      title={
        <>
          <bdi>{item.name}</bdi>: {words.title}
        </>
      }
      closeLabel={words.close}
      onClose={onClose}
      size="wide"
      initialFocusRef={choice}
      testId="figures-explanation"
    >
      <Box marginBottom="space50" maxWidth="size40">
        <Label htmlFor={`${id}-channel`}>{drawerStrings.channel}</Label>
        <Select
          id={`${id}-channel`}
          ref={choice}
          value={channel ?? ''}
          data-testid="explained-channel"
          onChange={({ target }) => {
            setChannel(item.channels.find((each) => each === target.value) ?? null);
          }}
        >
          {[
            <Option key="" value="">
              {drawerStrings.allChannels}
            </Option>,
            ...item.channels.map((each) => (
              <Option key={each} value={each}>
                {each}
              </Option>
            )),
          ]}
        </Select>
      </Box>
      <Text as="p" color="colorTextWeak">
        {[
          words.asOf(zone.instant(source.at, source.at)),
          zone.isReporting ? words.zone(zone.zone) : words.ownZone(zone.zone),
        ].join(' ')}
      </Text>
      <ExplainedFigures columns={DRAWER_FIGURES} source={source} zone={zone} column={null} askedRef={asked} />
    </Dialog>
  );
}
