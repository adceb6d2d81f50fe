'use strict'

/** A title without its markup. */
module.exports = (html) => html && html.replace(/<[^>]+>/g, '')
