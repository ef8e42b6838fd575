import * as FlexPlugin from '@twilio/flex-plugin';
import { SyncExplorerPlugin } from './mount/sync-explorer-plugin';

FlexPlugin.loadPlugin(SyncExplorerPlugin);
