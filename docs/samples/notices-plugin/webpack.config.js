const path = require('node:path');

/** Extends what the builder of Flex plugins makes: valibot has syntax that webpack 4 does not know. */
module.exports = (config) => {
  const rules = config.module.rules.flatMap((rule) => rule.oneOf ?? [rule]);
  const babel = rules.find((rule) => /babel-loader/.test(String(rule.loader)));
  babel.include = [].concat(babel.include, path.join(__dirname, 'node_modules', 'valibot'));
  return config;
};
