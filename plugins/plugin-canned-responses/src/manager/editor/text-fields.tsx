import { Box } from '@twilio-paste/core/box';
import { HelpText } from '@twilio-paste/core/help-text';
import { Label } from '@twilio-paste/core/label';
import { TextArea } from '@twilio-paste/core/textarea';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useRef } from 'react';
import { templateWarnings, type TemplateWarning } from '@flex-sync-suite/shared/contract';
import { useManager } from '../parts/manager-context';
import { FIELD_WORDS, managerStrings, problemSentence } from '../parts/manager-strings';
import { isLanguage, variantKey, withBody, withVariant, type DraftProblem } from '../model/draft';
import { ChannelChoice, type ChannelChoiceProps } from './channel-choice';
import { LanguageTabs } from './language-tabs';
import { PlaceholderPicker } from './placeholder-picker';

interface TextFieldsProps extends ChannelChoiceProps {
  readonly problems: readonly DraftProblem[];
  readonly languages: readonly string[];
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
