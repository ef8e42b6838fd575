import * as FlexPlugin from '@twilio/flex-plugin';
import { CannedResponsesPlugin } from './canned-responses-plugin';

FlexPlugin.loadPlugin(CannedResponsesPlugin);
