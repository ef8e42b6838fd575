import * as FlexPlugin from '@twilio/flex-plugin';
import { QueueDashboardPlugin } from './queue-dashboard-plugin';

FlexPlugin.loadPlugin(QueueDashboardPlugin);
