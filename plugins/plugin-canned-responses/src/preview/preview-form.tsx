import type { CannedResponse, CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React, { useRef } from 'react';
import { filledFor, insertResponse, type Insertion } from '../insert/insert-response';
import { isSendKey } from '../insert/send-draft';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability } from '../model/library-view';
import { usePanel } from '../parts/panel-context';
import { InsertButtons } from './insert-buttons';
import { PlaceholderFields } from './placeholder-fields';
import { variantReason } from './preview-strings';
import { PreviewText } from './preview-text';
import { SegmentCounter } from './segment-counter';
import { useFilledResponse } from './use-filled-response';
import { VariantChoice } from './variant-choice';

interface PreviewFormProps {
  readonly item: CannedResponseItem;
  readonly response: CannedResponse;
  readonly isOffered: boolean;
  readonly preference: VariantPreference;
  readonly availability: ComposerAvailability;
  readonly answers: ReadonlyMap<string, string>;
  readonly onAnswer: (name: string, value: string) => void;
}

/** The text filled for the task, what is still to be filled, and the ways to use it. */
export function PreviewForm(props: PreviewFormProps): React.JSX.Element {
  const { item, response, isOffered, preference, availability, answers, onAnswer } = props;
  const { services, access, format } = usePanel();
  const { variant, reasons, resolved, asked, choose } = useFilledResponse(response, preference, answers);
  const fields = useRef<HTMLDivElement>(null);
  const canSend = access.settings.isInsertAndSendOn && isOffered && availability.kind === 'on';

  const goToField = (name: string): void => {
    focusField(fields.current, name);
  };
  function insert(finish: Pick<Insertion, 'then'> = {}): void {
    if (availability.kind === 'off') return;
    const { conversationSid } = availability;
    const prepared = { response, resolved: filledFor(services, variant, answers) };
    const place = { kind: 'caret' } as const;
    void insertResponse(services, access, { item, conversationSid, way: 'click', place, prepared, ...finish });
  }

  return (
    <Box
      display="flex"
      flexDirection="column"
      flexGrow={1}
      minHeight="0"
      // Before a field or a button of the form takes it for Enter.
      onKeyDownCapture={(event: React.KeyboardEvent) => {
        if (!canSend || !isSendKey(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) insert({ then: 'send' });
      }}
    >
      <Box overflow="auto" flexGrow={1} minHeight="40px" paddingX="space40" paddingY="space20">
        <VariantChoice variants={response.variants} variant={variant} onChoose={choose} />
        {reasons.map((reason) => (
          <Box key={reason.kind} color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
            {variantReason(reason, format.languageName)}
          </Box>
        ))}
        <PreviewText parts={resolved.parts} language={variant.language} onFill={goToField} />
        <div ref={fields}>
          <PlaceholderFields
            asked={asked}
            answers={answers}
            onAnswer={onAnswer}
            onDone={() => {
              const [first] = resolved.unresolved;
              if (first === undefined) insert();
              else goToField(first.name);
            }}
          />
        </div>
        {preference.channel === 'sms' || variant.channel === 'sms' ? <SegmentCounter text={resolved.text} /> : null}
      </Box>
      <InsertButtons isOffered={isOffered} availability={availability} canSend={canSend} onInsert={insert} />
    </Box>
  );
}

function focusField(fields: HTMLElement | null, name: string): void {
  const inputs = [...(fields?.querySelectorAll<HTMLInputElement>('input') ?? [])];
  inputs.find((input) => input.name === name)?.focus();
}
