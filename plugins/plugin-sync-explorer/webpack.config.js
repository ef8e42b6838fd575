module.exports = require('../tooling/webpack.shared');
