'use strict';

/**
 * In the place of `@twilio-paste/color-contrast-utils`, which Paste's theme asks for a check that no plugin makes: 13 kB of
 * every bundle, compressed.
 */
function notBundled() {
  throw new Error('useThemeContrastCheck of Paste is not bundled: see plugins/tooling/webpack.shared.js');
}

module.exports = {
  getContrastRatingsOfTokensWithTextContrastRequirements: notBundled,
  getContrastRatingsOfTokensWithUIControlContrastRequirements: notBundled,
  getNumberOfTextFailures: notBundled,
  getNumberOfUIControlFailures: notBundled,
};
