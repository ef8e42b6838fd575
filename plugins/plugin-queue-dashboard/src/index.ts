import * as FlexPlugin from '@twilio/flex-plugin';
import { QueueDashboardPlugin } from './mount/queue-dashboard-plugin';

FlexPlugin.loadPlugin(QueueDashboardPlugin);
