#!/usr/bin/env node
require('../dist/gizwits-tail.cjs')
