'use strict'

const HEADING = /<h([23]) id="([^"]+)">(.*?)<\/h\1>/gs

/** The headings of a page, for its table of contents. */
module.exports = (contents) => contents && Array.from(String(contents).matchAll(HEADING), ([, rank, id, html]) =>
  ({ level: rank - 1, id, title: html.replace(/<[^>]+>/g, '') }))
