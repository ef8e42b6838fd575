import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import type { HoldNotice, HoldNotifications } from './show-holds';
import { composerStrings } from './composer-strings';

/** Names of Flex's notifications about messages that are held, and about what became of them. */
const NOTIFICATION_IDS: Readonly<Record<HoldNotice['kind'], string>> = {
  message: 'FlexSyncSuiteMessageHeld',
  email: 'FlexSyncSuiteEmailHeld',
  outcome: 'FlexSyncSuiteMessageHeldOutcome',
};

/** Shows holds as Flex's own notifications, which it reads out as well. Registers them once: Flex takes a name once. */
export function holdNotifications(flex: typeof Flex): HoldNotifications {
  const { Notifications } = flex;
  if (!Notifications.registeredNotifications.has(NOTIFICATION_IDS.message)) register(flex);
  return {
    show(notice) {
      const notification = Notifications.showNotification(NOTIFICATION_IDS[notice.kind], notice);
      return () => {
        if (notification !== null) Notifications.dismissNotification(notification);
      };
    },
  };
}

function register({ Notifications, NotificationBar, NotificationType }: typeof Flex): void {
  const common = { content: <HoldWords />, closeButton: true, type: NotificationType.warning };
  const action = (label: string): React.JSX.Element => (
    <NotificationBar.Action
      key="override"
      label={label}
      onClick={(_event, { context }) => {
        (context as HoldNotice | undefined)?.onAction();
      }}
    />
  );
  const { message, email, outcome } = NOTIFICATION_IDS;
  // These stay until something is done about them.
  Notifications.registerNotification({
    ...common,
    id: message,
    timeout: 0,
    actions: [action(composerStrings.held.override)],
  });
  Notifications.registerNotification({
    ...common,
    id: email,
    timeout: 0,
    actions: [action(composerStrings.held.allow)],
  });
  Notifications.registerNotification({ ...common, id: outcome });
}

/** Flex passes a notification's context to its content. */
function HoldWords({ notificationContext }: { readonly notificationContext?: HoldNotice }): React.JSX.Element {
  return <bdi dir="auto">{notificationContext?.text}</bdi>;
}
