import type { Manager } from '@twilio/flex-ui';
import * as v from 'valibot';

/** Not in Flex's types; Flex UI 2.17.1 itself reads it, and prefers `regionNonFlex` for products other than Flex. */
const Environment = v.object({
  sdkOptions: v.object({
    flex: v.object({
      environmentConfig: v.object({ region: v.optional(v.string()), regionNonFlex: v.optional(v.string()) }),
    }),
  }),
});

/** The Twilio region that Flex is configured for, such as `ie1`; undefined for the default one. */
export function flexRegion(manager: Manager): string | undefined {
  const parsed = v.safeParse(Environment, manager.configuration);
  if (!parsed.success) return undefined;
  const { region, regionNonFlex } = parsed.output.sdkOptions.flex.environmentConfig;
  return regionNonFlex ?? region;
}
