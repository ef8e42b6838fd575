import * as FlexPlugin from '@twilio/flex-plugin';
import { RecentCallsPlugin } from './mount/recent-calls-plugin';

FlexPlugin.loadPlugin(RecentCallsPlugin);
