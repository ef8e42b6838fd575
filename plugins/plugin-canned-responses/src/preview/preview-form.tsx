import type { CannedResponse, CannedResponseItem, ResponseVariant } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useRef, useState } from 'react';
import { filledFor, insertResponse, type Insertion } from '../insert/insert-response';
import { isSendKey } from '../insert/send-draft';
import { contextOf } from '../insert/task-facts';
import { chooseVariant, type VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability } from '../model/library-view';
import type { Placeholder } from '@flex-sync-suite/shared/contract';
import { resolveTemplate } from '../model/resolve-template';
import { usePanel } from '../parts/panel-context';
import { OBSTACLES } from '../parts/strings';
import { PlaceholderFields } from './placeholder-fields';
import { SegmentCounter } from './segment-counter';
import { PreviewText } from './preview-text';
import { VariantChoice } from './variant-choice';
import { previewStrings, variantReason } from './preview-strings';
import { useTask } from '../parts/use-task';

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
  const { item, response, isOffered, availability, answers, onAnswer } = props;
  const { services, access, format } = usePanel();
  const task = useTask(services);
  const [chosen, setChosen] = useState<VariantPreference | null>(null);
  const preference = chosen ?? props.preference;
  const { variant, reasons } = chooseVariant(response.variants, preference);
  const fields = useRef<HTMLDivElement>(null);
  const context = contextOf(services, task, variant.language, new Date());
  const asked = askedIn(variant, context);
  const resolved = resolveTemplate(variant.body, context, answers);
  const obstacle = availability.kind === 'off' ? OBSTACLES[availability.reason] : null;
  const isUsable = isOffered && availability.kind === 'on';
  const canSend = access.settings.isInsertAndSendOn && isUsable;

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
        <VariantChoice variants={response.variants} variant={variant} onChoose={setChosen} />
        {reasons.map((reason) => (
          <Box key={reason.kind} color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
            {variantReason(reason, format.languageName)}
          </Box>
        ))}
        <PreviewText
          parts={resolved.parts}
          language={variant.language}
          onFill={(name) => {
            focusField(fields.current, name);
          }}
        />
        <div ref={fields}>
          <PlaceholderFields
            asked={asked}
            answers={answers}
            onAnswer={onAnswer}
            onDone={() => {
              const [first] = resolved.unresolved;
              if (first === undefined) insert();
              else focusField(fields.current, first.name);
            }}
          />
        </div>
        {props.preference.channel === 'sms' || variant.channel === 'sms' ? (
          <SegmentCounter text={resolved.text} />
        ) : null}
      </Box>
      <Box display="flex" columnGap="space30" padding="space30" paddingX="space40" flexShrink={0}>
        <Button
          variant="primary"
          size="small"
          disabled={!isUsable}
          title={obstacle ?? undefined}
          data-testid="canned-insert"
          onClick={() => {
            insert();
          }}
        >
          {previewStrings.insert}
        </Button>
        {canSend ? (
          <Button
            variant="secondary"
            size="small"
            title={previewStrings.insertAndSendKey}
            data-testid="canned-insert-send"
            onClick={() => {
              insert({ then: 'send' });
            }}
          >
            {previewStrings.insertAndSend}
          </Button>
        ) : null}
      </Box>
    </Box>
  );
}

/** What only the agent can say: every `ask:`, and every other placeholder without a value. */
function askedIn(variant: ResponseVariant, context: Parameters<typeof resolveTemplate>[1]): readonly Placeholder[] {
  const asked = resolveTemplate(variant.body, context).parts.flatMap((part) =>
    part.kind === 'unresolved' || (part.kind === 'value' && part.placeholder.isAsk) ? [part.placeholder] : [],
  );
  return [...new Map(asked.map((placeholder) => [placeholder.name, placeholder])).values()];
}

function focusField(fields: HTMLElement | null, name: string): void {
  const inputs = [...(fields?.querySelectorAll<HTMLInputElement>('input') ?? [])];
  inputs.find((input) => input.name === name)?.focus();
}
