'use strict'

// An extension of Antora: highlights the code of all pages when they are rendered, so that pages need no script for it.
const highlighter = require('highlight.js')

const CODE = /(<code class="language-([a-z]+) hljs" data-lang="\2">)(.*?)<\/code>/gs
const CALLOUTS = /((?: *<i class="conum"[^>]*><\/i><b>\(\d+\)<\/b>)+)$/
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#8230;': '…' }

function highlight (language, html) {
  const callouts = []
  const code = html.split('\n').map((line, number) => line.replace(CALLOUTS, (marks) => {
    callouts[number] = marks
    return ''
  })).join('\n').replace(/&(lt|gt|amp|#8230);/g, (entity) => ENTITIES[entity])
  return highlighter.highlight(code, { language }).value.split('\n')
    .map((line, number) => line + (callouts[number] || '')).join('\n')
}

module.exports.register = function () {
  this.on('documentsConverted', ({ contentCatalog }) => {
    contentCatalog.getPages((page) => page.out).forEach((page) => {
      page.contents = Buffer.from(page.contents.toString().replace(CODE, (whole, open, language, html) =>
        highlighter.getLanguage(language) ? open + highlight(language, html) + '</code>' : whole))
    })
  })
}
