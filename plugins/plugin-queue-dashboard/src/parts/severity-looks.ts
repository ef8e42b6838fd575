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
