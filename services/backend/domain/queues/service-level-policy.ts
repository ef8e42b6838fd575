import type { ServiceLevelPolicy } from '@flex-sync-suite/shared/contract';

/** Native Flex's shape with the customary thresholds: 80 % in 20 s for voice, in 60 s for everything else. */
export const DEFAULT_SERVICE_LEVEL_POLICY: ServiceLevelPolicy = {
  targetPercent: 80,
  thresholdSeconds: { voice: 20, default: 60 },
  shortAbandonSeconds: 5,
};
