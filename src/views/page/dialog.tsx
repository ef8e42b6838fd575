import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { Children, type ReactNode, type RefObject } from 'react';
import { OWN_WORDS } from './own-words';

export interface DialogProps {
  readonly title: ReactNode;
  /** Word of the button that only closes it. */
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly testId: string;
  /** Default `default`. */
  readonly size?: 'default' | 'wide';
  /** What has the focus at first. Default: the first that can have it. */
  readonly initialFocusRef?: RefObject<HTMLElement>;
  /** Buttons after the one that closes, the one that is meant last. Default: what is done inside is done at once. */
  readonly actions?: ReactNode;
  /** Buttons apart from these, at the beginning of the line. Default: none. */
  readonly asides?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog: to look, to change things one by one, or to be confirmed or cancelled. */
export function Dialog(props: DialogProps): React.JSX.Element {
  const { title, closeLabel, onClose, testId, size = 'default', initialFocusRef, children } = props;
  // Paste sets its children apart, and counts them: no fragment, and nothing that is not there.
  const [asides, actions] = [Children.toArray(props.asides), Children.toArray(props.actions)];
  const id = useUID();
  return (
    <Modal
      {...OWN_WORDS}
      ariaLabelledby={id}
      isOpen
      onDismiss={onClose}
      size={size}
      data-testid={testId}
      {...(initialFocusRef === undefined ? {} : { initialFocusRef })}
    >
      <ModalHeader>
        <ModalHeading as="h2" id={id}>
          <>{title}</>
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <>{children}</>
      </ModalBody>
      <ModalFooter>
        {asides.length === 0 ? null : <ModalFooterActions justify="start">{asides}</ModalFooterActions>}
        <ModalFooterActions>
          {[
            <Button key="close" variant="secondary" onClick={onClose} data-testid="dialog-close">
              {closeLabel}
            </Button>,
            ...actions,
          ]}
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}
