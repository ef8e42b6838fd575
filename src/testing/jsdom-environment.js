'use strict';

const { TestEnvironment } = require('jest-environment-jsdom');
const { propertiesWithResolvedValueImplemented: resolved } = require('jsdom/lib/jsdom/living/helpers/style-rules');

// Colours of borders, outlines and carets, which jsdom reckons up to the root for each element whose style somebody asks
// for: a seventh of what the views' tests take, because a dialog asks for the style of all that may have the focus.
for (const name of Object.keys(resolved)) {
  if (/^(?:border|outline|caret)-/.test(name)) delete resolved[name];
}

module.exports = TestEnvironment;
