'use strict';

require('../lib/install').markInstalled();
