import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ReactNode, type RefObject } from 'react';
import { OWN_WORDS } from './own-words';

export interface DialogProps {
  readonly title: ReactNode;
  /** Word of the one button at its foot: what is done inside is done at once. */
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly testId: string;
  /** Default `default`. */
  readonly size?: 'default' | 'wide';
  /** What has the focus at first. Default: the first that can have it. */
  readonly initialFocusRef?: RefObject<HTMLElement>;
  readonly children: ReactNode;
}

/** A dialog to look, or to change things one by one: nothing in it waits to be confirmed or cancelled. */
export function Dialog(props: DialogProps): React.JSX.Element {
  const { title, closeLabel, onClose, testId, size = 'default', initialFocusRef, children } = props;
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
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose} data-testid="dialog-close">
            {closeLabel}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}
