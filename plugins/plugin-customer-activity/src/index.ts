import * as FlexPlugin from '@twilio/flex-plugin';
import { CustomerActivityPlugin } from './mount/customer-activity-plugin';

FlexPlugin.loadPlugin(CustomerActivityPlugin);
