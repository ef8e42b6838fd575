import * as FlexPlugin from '@twilio/flex-plugin';
import { RecentCallsPlugin } from './recent-calls-plugin';

FlexPlugin.loadPlugin(RecentCallsPlugin);
