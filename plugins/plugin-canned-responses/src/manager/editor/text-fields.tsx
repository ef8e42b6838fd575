import type { ResponseVariant } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { TextArea } from '@twilio-paste/core/textarea';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useRef } from 'react';
import { channelWord } from '../../parts/strings';
import { templateWarnings, type TemplateWarning } from '@flex-sync-suite/shared/contract';
import { useManager } from '../parts/manager-context';
import { FIELD_WORDS, managerStrings, problemSentence } from '../parts/manager-strings';
import { isLanguage, variantKey, withBody, withVariant, type Draft, type DraftProblem } from '../model/draft';
import { channelsOffered } from './channels-offered';
import { LanguageTabs } from './language-tabs';
import { PlaceholderPicker } from './placeholder-picker';

const words = managerStrings.editor;

interface TextFieldsProps {
  readonly draft: Draft;
  readonly problems: readonly DraftProblem[];
  readonly languages: readonly string[];
  readonly shown: ResponseVariant;
  readonly onShow: (variant: { readonly language: string; readonly channel: string | null }) => void;
}

/** The texts of a response: one for each language, and within it for all channels or for one. */
export function TextFields({ draft, problems, languages, shown, onShow }: TextFieldsProps): React.JSX.Element {
  const { editor, format } = useManager();
  const id = useUID();
  const body = useRef<HTMLTextAreaElement>(null);
  const key = variantKey(shown);
  const found = problems.filter(
    (problem) => problem.field === 'size' || (problem.field === 'variants' && variantKey(problem.variant) === key),
  );
  const elsewhere = problems.filter((problem) => problem.field === 'variants' && !found.includes(problem));
  const warnings = templateWarnings(shown.body);

  return (
    <section>
      <LanguageTabs
        languages={languages}
        selected={shown.language}
        onSelect={(language) => {
          onShow({ language, channel: null });
        }}
        onAdd={(language) => {
          editor.change({ variants: withVariant(draft.variants, { language, channel: null, body: '' }) });
          onShow({ language, channel: null });
        }}
        onRemove={() => {
          editor.change({ variants: draft.variants.filter((variant) => !isLanguage(variant, shown.language)) });
        }}
      />
      <ChannelChoice draft={draft} shown={shown} onShow={onShow} />
      <Box display="flex" alignItems="flex-end" justifyContent="space-between" marginTop="space40">
        <Label htmlFor={`${id}-body`} required>
          {FIELD_WORDS.variants} · {format.languageName(shown.language)}
        </Label>
        <PlaceholderPicker field={body} />
      </Box>
      <TextArea
        ref={body}
        id={`${id}-body`}
        dir="auto"
        rows={6}
        lang={shown.language}
        value={shown.body}
        hasError={found.length > 0}
        aria-describedby={`${id}-problems`}
        data-testid="editor-body"
        onChange={({ target }) => {
          editor.change({ variants: withBody(draft.variants, key, target.value) });
        }}
      />
      <div id={`${id}-problems`}>
        {[...found, ...elsewhere].map((problem, index) => (
          <HelpText key={index} variant="error">
            {problemSentence(problem, format)}
          </HelpText>
        ))}
        <Warnings warnings={warnings} />
      </div>
    </section>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly TemplateWarning[] }): React.JSX.Element {
  return (
    <div role="status" data-testid="editor-warnings">
      {warnings.map(({ kind, at, source }) => (
        <HelpText key={at} variant="warning">
          {kind === 'empty' ? managerStrings.warnings.empty : managerStrings.warnings[kind](source)}
        </HelpText>
      ))}
    </div>
  );
}

type ChannelChoiceProps = Pick<TextFieldsProps, 'draft' | 'shown' | 'onShow'>;

function ChannelChoice({ draft, shown, onShow }: ChannelChoiceProps): React.JSX.Element {
  const { editor } = useManager();
  const id = useUID();
  const ofLanguage = draft.variants.filter((variant) => isLanguage(variant, shown.language));
  const addable = [null, ...channelsOffered(draft)].filter(
    (channel) => !ofLanguage.some((variant) => variant.channel === channel),
  );
  const nameOf = (channel: string | null): string => (channel === null ? words.allChannels : channelWord(channel));
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
      <Box width="size20">
        <Select
          id={`${id}-add`}
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
          {addable.map((channel) => (
            <Option key={channel ?? ALL} value={channel ?? ALL}>
              {nameOf(channel)}
            </Option>
          ))}
        </Select>
      </Box>
      {ofLanguage.length < 2 ? null : (
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
      )}
    </Box>
  );
}

/** No channel is called so: names begin with a letter. */
const ALL = '*';
