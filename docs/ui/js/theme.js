// Light or dark: as the reader chose, else as the system says. It is set before the page is drawn.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const read = () => { try { return localStorage.getItem('theme') } catch { return null } }
  const show = () => { document.documentElement.dataset.theme = read() || (system.matches ? 'dark' : 'light') }
  show()
  system.addEventListener('change', show)
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', () => {
      const other = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
      try { localStorage.setItem('theme', other) } catch { /* For this page only, then. */ }
      document.documentElement.dataset.theme = other
    })
  })
})()
