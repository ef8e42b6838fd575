import type { Look } from '@flex-sync-suite/shared/views';

/** How what shows a figure looks, by how bad the figure is, and while nobody knows whether it still holds. */
export const SEVERITY_LOOKS = {
  none: { frame: { borderColor: 'colorBorderWeaker', backgroundColor: 'colorBackgroundBody' }, figure: {} },
  warning: {
    frame: { borderColor: 'colorBorderWarning', backgroundColor: 'colorBackgroundWarningWeakest' },
    figure: { color: 'colorTextWarningStrong' },
  },
  critical: {
    frame: { borderColor: 'colorBorderError', backgroundColor: 'colorBackgroundErrorWeakest' },
    figure: { color: 'colorTextErrorStrong' },
  },
  lastKnown: {
    frame: { borderColor: 'colorBorderWeaker', backgroundColor: 'colorBackground' },
    figure: { color: 'colorTextWeak' },
  },
} as const;

type SeverityLook = keyof typeof SEVERITY_LOOKS;

/** A look for each of them, of what else they have in common. */
export const bySeverity = (part: 'frame' | 'figure', look: Look): Readonly<Record<SeverityLook, Look>> => ({
  none: { ...look, ...SEVERITY_LOOKS.none[part] },
  warning: { ...look, ...SEVERITY_LOOKS.warning[part] },
  critical: { ...look, ...SEVERITY_LOOKS.critical[part] },
  lastKnown: { ...look, ...SEVERITY_LOOKS.lastKnown[part] },
});
