'use strict';

/**
 * How numbers of each calling code are written, out of the metadata of libphonenumber-js: the library itself weighs 28 kB in a
 * bundle, compressed, and this 8. After an update of the library, `node plugins/plugin-recent-calls/tooling/number-plans.js` writes
 * the file anew.
 */
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { Metadata } = require('libphonenumber-js/min');
const { country_calling_codes: geographic, nonGeographic } = require('libphonenumber-js/metadata.min.json');

const FILE = path.join(__dirname, '..', 'src', 'model', 'number-plans.json');

/** @returns by calling code, what `NumberPlan` of plugin-recent-calls says of it */
function numberPlans() {
  return Object.fromEntries(
    [...Object.keys(geographic), ...Object.keys(nonGeographic)].map((code) => [code, planOf(code)]),
  );
}

function planOf(callingCode) {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(callingCode);
  const plan = metadata.numberingPlan;
  return withoutUndefinedEnd([
    plan.formats().map(formatOf),
    plan.nationalPrefixForParsing() || undefined,
    plan.nationalPrefixTransformRule() || undefined,
  ]);
}

const formatOf = (format) =>
  withoutUndefinedEnd([format.pattern(), format.internationalFormat(), format.leadingDigitsPatterns().slice(-1)[0]]);

const withoutUndefinedEnd = (list) => list.slice(0, list.findLastIndex((item) => item !== undefined) + 1);

module.exports = { numberPlans };

if (require.main === module) writeFileSync(FILE, `${JSON.stringify(numberPlans())}\n`);
