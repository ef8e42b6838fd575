import type { ResponseVariant } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { channelWord } from '../../parts/strings';
import { isLanguage, variantKey, withVariant, type Draft } from '../model/draft';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { channelsOffered } from './channels-offered';

const words = managerStrings.editor;

export interface ChannelChoiceProps {
  readonly draft: Draft;
  readonly shown: ResponseVariant;
  readonly onShow: (variant: { readonly language: string; readonly channel: string | null }) => void;
}

/** The texts of the shown language: one for all channels, and others for one channel each. */
export function ChannelChoice({ draft, shown, onShow }: ChannelChoiceProps): React.JSX.Element {
  const ofLanguage = draft.variants.filter((variant) => isLanguage(variant, shown.language));
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space30" rowGap="space20" marginTop="space40">
      <Text as="span" color="colorTextWeak">
        {words.textFor}
      </Text>
      {ofLanguage.map(({ language, channel }) => (
        <Button
          key={channel ?? ''}
          variant={channel === shown.channel ? 'primary' : 'secondary'}
          size="small"
          aria-pressed={channel === shown.channel}
          data-testid={`editor-variant-${channel ?? 'all'}`}
          onClick={() => {
            onShow({ language, channel });
          }}
        >
          {nameOf(channel)}
        </Button>
      ))}
      <ChannelAdder draft={draft} shown={shown} onShow={onShow} />
      {ofLanguage.length < 2 ? null : <RemoveText draft={draft} shown={shown} />}
    </Box>
  );
}

/** Begins a text for another channel. */
function ChannelAdder({ draft, shown, onShow }: ChannelChoiceProps): React.JSX.Element {
  const { editor } = useManager();
  const id = useUID();
  const isThere = (channel: string | null): boolean =>
    draft.variants.some((variant) => isLanguage(variant, shown.language) && variant.channel === channel);
  return (
    <Box width="size20">
      <Select
        id={id}
        aria-label={words.addChannelText}
        value=""
        data-testid="editor-add-variant"
        onChange={({ target }) => {
          if (target.value === '') return;
          const channel = target.value === ALL ? null : target.value;
          // It begins as the text it differs from.
          const added = { language: shown.language, channel, body: shown.body };
          editor.change({ variants: withVariant(draft.variants, added) });
          onShow(added);
        }}
      >
        <Option value="">{words.addChannelText}</Option>
        {[null, ...channelsOffered(draft)]
          .filter((channel) => !isThere(channel))
          .map((channel) => (
            <Option key={channel ?? ALL} value={channel ?? ALL}>
              {nameOf(channel)}
            </Option>
          ))}
      </Select>
    </Box>
  );
}

function RemoveText({ draft, shown }: Pick<ChannelChoiceProps, 'draft' | 'shown'>): React.JSX.Element {
  const { editor } = useManager();
  return (
    <Button
      variant="link"
      size="small"
      data-testid="editor-remove-variant"
      onClick={() => {
        const key = variantKey(shown);
        editor.change({ variants: draft.variants.filter((variant) => variantKey(variant) !== key) });
      }}
    >
      {words.removeText}
    </Button>
  );
}

const nameOf = (channel: string | null): string => (channel === null ? words.allChannels : channelWord(channel));

/** No channel is called so: names begin with a letter. */
const ALL = '*';
