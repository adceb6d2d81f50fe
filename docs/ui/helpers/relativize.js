'use strict'

const { posix: path } = require('path')

/** A page's URL as seen from the page that is written. */
module.exports = (to, { data: { root } }) => {
  const from = root.page && root.page.url
  return to && from && to.startsWith('/') ? path.relative(path.dirname(from), to) : to
}
