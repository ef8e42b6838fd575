import * as FlexPlugin from '@twilio/flex-plugin';
import { SyncSuitePlugin } from './sync-suite-plugin';

FlexPlugin.loadPlugin(SyncSuitePlugin);
