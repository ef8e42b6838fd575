import type { ExplorerService } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { Literal } from '../parts/literal';
import { words } from '../parts/strings';
import { Fact, Facts, Section } from './section';

const texts = words.inspector;
const onOff = (isOn: boolean): string => (isOn ? texts.on : texts.off);

/** How a service is set: shown while no object is chosen. */
export const ServiceFacts = ({ service }: { readonly service: ExplorerService }): React.JSX.Element => (
  <Section title={texts.serviceFacts} testId="explorer-service-facts">
    <Facts>
      <Fact name={texts.sid}>
        <code>{service.sid}</code>
      </Fact>
      <Fact name={texts.name}>
        <Literal text={service.friendlyName ?? service.uniqueName ?? words.unnamed} />
      </Fact>
      <Fact name={texts.acl}>{service.aclEnabled ? texts.aclOn : texts.aclOff}</Fact>
      <Fact name={texts.webhook}>
        {service.webhookUrl === null ? texts.noWebhook : <Literal text={service.webhookUrl} />}
      </Fact>
      <Fact name={texts.fromRest}>{onOff(service.webhooksFromRestEnabled)}</Fact>
      <Fact name={texts.reachability}>{onOff(service.reachabilityWebhooksEnabled)}</Fact>
    </Facts>
  </Section>
);
