import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useEffect } from 'react';
import { announce, type AgentServices } from '../insert/agent-services';
import { selectPlaceholder } from '../insert/insert-response';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { placeholdersOf } from '@flex-sync-suite/shared/contract';
import { useBounds, type Bounds } from './bounds';
import { useComposerKeys } from './use-composer-keys';
import { composerStrings } from './composer-strings';

interface GuardNoticeProps {
  readonly services: AgentServices;
  readonly conversationSid: string;
}

/** Says at the composer why a message was not sent, and what can be done. */
export function GuardNotice({ services, conversationSid }: GuardNoticeProps): React.JSX.Element | null {
  const held = useSource(services.guard);
  const here = held.find((each) => each.conversationSid === conversationSid);
  return here === undefined ? null : (
    <Notice services={services} conversationSid={conversationSid} text={composerStrings.held.text(here.placeholders)} />
  );
}

/** It stands in the composer's own row of buttons, so that Tab leads from the message to it. */
function Notice({ services, conversationSid, text }: GuardNoticeProps & { readonly text: string }): React.JSX.Element {
  const { guard, composer } = services;
  const bounds = useBounds(() => composer.element(conversationSid));
  useDismissWhenFilled(services, conversationSid);
  const dismiss = (): void => {
    guard.dismiss(conversationSid);
    composer.focus(conversationSid);
  };
  useComposerKeys(services, conversationSid, (event) => {
    if (event.key !== 'Escape') return false;
    dismiss();
    return true;
  });
  return (
    <Box
      position="fixed"
      zIndex="zIndex70"
      display="flex"
      flexDirection="column"
      rowGap="space30"
      padding="space40"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderColor="colorBorderWarningWeak"
      borderRadius="borderRadius30"
      backgroundColor="colorBackgroundWarningWeakest"
      boxShadow="shadowHigh"
      color="colorText"
      fontSize="fontSize30"
      style={placeAbove(bounds)}
      data-testid="canned-guard"
      onKeyDown={(event: React.KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        dismiss();
      }}
    >
      <div role="alert">
        <b style={BOLD}>{composerStrings.held.title}.</b> <bdi dir="auto">{text}</bdi>
      </div>
      <NoticeButtons services={services} conversationSid={conversationSid} onDismiss={dismiss} />
    </Box>
  );
}

/** Once what was asked for is in the draft, nothing is left to say. */
function useDismissWhenFilled({ composer, guard }: AgentServices, conversationSid: string): void {
  useEffect(() => {
    const onInput = ({ target }: Event): void => {
      const field = composer.element(conversationSid);
      if (field !== null && target === field && placeholdersOf(field.value).length === 0)
        guard.dismiss(conversationSid);
    };
    document.addEventListener('input', onInput);
    return () => {
      document.removeEventListener('input', onInput);
    };
  }, [composer, guard, conversationSid]);
}

const placeAbove = (bounds: Bounds | null): React.CSSProperties => ({
  left: bounds?.left ?? 0,
  bottom: window.innerHeight - (bounds?.top ?? 0) + 8,
  width: Math.max(bounds?.width ?? 0, 300),
  boxSizing: 'border-box',
});

interface NoticeButtonsProps extends GuardNoticeProps {
  readonly onDismiss: () => void;
}

/** The ways on: to what is to be filled, sent as it is, or neither. */
function NoticeButtons({ services, conversationSid, onDismiss }: NoticeButtonsProps): React.JSX.Element {
  async function override(): Promise<void> {
    const outcome = await services.guard.override(conversationSid);
    services.composer.focus(conversationSid);
    if (outcome !== 'sent' && outcome !== 'not-held') announce(services, composerStrings.held[outcome], true);
  }
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space20">
      <Button
        variant="primary"
        size="small"
        data-testid="canned-guard-go"
        onClick={() => {
          selectPlaceholder(services, conversationSid);
        }}
      >
        {composerStrings.held.goTo}
      </Button>
      <Button
        variant="destructive_secondary"
        size="small"
        data-testid="canned-guard-override"
        onClick={() => void override()}
      >
        {composerStrings.held.override}
      </Button>
      <Button variant="link" size="small" data-testid="canned-guard-dismiss" onClick={onDismiss}>
        {composerStrings.held.dismiss}
      </Button>
    </Box>
  );
}

/** Flex's reset takes the weight away. */
const BOLD = { fontWeight: 600 } as const;
