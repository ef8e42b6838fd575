import type { Manager } from '@twilio/flex-ui';
import { type FlexSettings, readFlexSettings } from '../../contract';

/** The suite's settings as Flex had them when the page was loaded: the one place at which they are read. */
export const flexSettings = (manager: Pick<Manager, 'serviceConfiguration'>): FlexSettings =>
  readFlexSettings(manager.serviceConfiguration.ui_attributes);
