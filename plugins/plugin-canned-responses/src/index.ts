import * as FlexPlugin from '@twilio/flex-plugin';
import { CannedResponsesPlugin } from './mount/canned-responses-plugin';

FlexPlugin.loadPlugin(CannedResponsesPlugin);
