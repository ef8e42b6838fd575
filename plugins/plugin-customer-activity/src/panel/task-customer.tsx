import type { CustomerKey } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { theCustomer, type Finding } from '../data/customer-finder';
import type { SelectedTask } from '../data/task-port';
import { useFinding } from '../data/use-finding';
import { useFormatters } from '../parts/formatters-context';
import { useWorld } from '../parts/panel-root';
import { failedNotice, strings } from '../parts/strings';
import { CustomerChoice } from './customer-choice';
import { CustomerView } from './customer-view';
import { Notice } from './panel-message';
import { createFocusRequest } from './use-first-focus';

interface TaskCustomerProps {
  readonly task: SelectedTask;
  readonly onState: (kind: string) => void;
}

/** Who the customer of the task is in the shop: looks, says so when nobody or several were found, and shows the one. */
export function TaskCustomer({ task, onState }: TaskCustomerProps): React.JSX.Element {
  const { finder } = useWorld();
  const finding = useFinding(finder, task);
  const lookAgain = (): void => {
    finder.lookAgain(task);
  };
  switch (finding.status) {
    case 'looking':
      return <Notice kind="looking" onState={onState} />;
    case 'failed':
      return (
        <Notice
          kind="failed"
          words={failedNotice(finding.reason)}
          action={{ label: strings.retry, onClick: lookAgain }}
          onState={onState}
        />
      );
    case 'found':
      return (
        <Found
          finding={finding}
          onChoose={(customerKey) => {
            finder.choose(task, customerKey);
          }}
          onLookAgain={lookAgain}
          onState={onState}
        />
      );
  }
}

interface FoundProps {
  readonly finding: Extract<Finding, { readonly status: 'found' }>;
  readonly onChoose: (customerKey: CustomerKey | null) => void;
  readonly onLookAgain: () => void;
  readonly onState: (kind: string) => void;
}

function Found({ finding, onChoose, onLookAgain, onState }: FoundProps): React.JSX.Element {
  const { count } = useFormatters();
  // Who chooses goes on reading there; who selects a task is about to write to its customer.
  const [focusRequest] = useState(createFocusRequest);
  const { customers, at } = finding;
  const choose = (customerKey: CustomerKey | null): void => {
    focusRequest.make();
    onChoose(customerKey);
  };
  if (customers.length === 0) {
    const action = { label: strings.lookAgain, onClick: onLookAgain };
    return <Notice kind="none-found" action={action} onState={onState} />;
  }
  const shown = theCustomer(finding);
  if (shown === null) {
    return (
      <CustomerChoice
        customers={customers}
        foundAt={at}
        focusRequest={focusRequest}
        onChoose={choose}
        onState={onState}
      />
    );
  }
  return (
    <CustomerView
      key={shown.customerKey}
      match={shown}
      foundAt={at}
      focusRequest={focusRequest}
      onLookAgain={onLookAgain}
      onState={onState}
      header={
        customers.length === 1 ? null : (
          <Box marginBottom="space30">
            <Button
              variant="link"
              size="reset"
              data-testid="customer-activity-choose"
              onClick={() => {
                choose(null);
              }}
            >
              {strings.choice.another(count(customers.length))}
            </Button>
          </Box>
        )
      }
    />
  );
}
