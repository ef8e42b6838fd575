import type { ResponseVariant } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Option, Select } from '@twilio-paste/core/select';
import React from 'react';
import type { VariantPreference } from '../model/choose-variant';
import { usePanel } from '../parts/panel-context';
import { channelWord } from '../parts/strings';
import { previewStrings } from './preview-strings';

interface VariantChoiceProps {
  readonly variants: readonly ResponseVariant[];
  /** The one that is shown. */
  readonly variant: ResponseVariant;
  readonly onChoose: (preference: VariantPreference) => void;
}

const EVERY_CHANNEL = '';

/** The other texts of the response: by language, and within it by channel. Not there when there is one text. */
export function VariantChoice({ variants, variant, onChoose }: VariantChoiceProps): React.JSX.Element | null {
  const { format } = usePanel();
  const languages = [...new Set(variants.map(({ language }) => language))];
  const channels = variants.filter(({ language }) => language === variant.language).map(({ channel }) => channel);
  if (variants.length < 2) return null;
  return (
    <Box display="flex" columnGap="space30" paddingY="space20" maxWidth="360px">
      {languages.length < 2 ? null : (
        <Select
          aria-label={previewStrings.language}
          value={variant.language}
          data-testid="canned-variant-language"
          onChange={({ target }) => {
            onChoose({ language: target.value, channel: variant.channel });
          }}
        >
          {languages.map((language) => (
            <Option key={language} value={language}>
              {format.languageName(language)}
            </Option>
          ))}
        </Select>
      )}
      {channels.length < 2 ? null : (
        <Select
          aria-label={previewStrings.channel}
          value={variant.channel ?? EVERY_CHANNEL}
          data-testid="canned-variant-channel"
          onChange={({ target }) => {
            onChoose({
              language: variant.language,
              channel: target.value === EVERY_CHANNEL ? null : target.value,
            });
          }}
        >
          {channels.map((channel) => (
            <Option key={channel ?? EVERY_CHANNEL} value={channel ?? EVERY_CHANNEL}>
              {channel === null ? previewStrings.allChannels : channelWord(channel)}
            </Option>
          ))}
        </Select>
      )}
    </Box>
  );
}
