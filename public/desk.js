// The desk by keyboard. What a key presses stands in the page (data-key): in the line of a table that
// has the focus, or else in the first one. Loaded by pages that show their keys; without it they have
// no keys, and everything else.
const keys = document.getElementById('keys')
const KEPT = 'desk-keys'
// Browsers that keep nothing have the keys on.
const kept = { get: () => { try { return localStorage.getItem(KEPT) } catch { return null } }, set: (value) => { try { localStorage.setItem(KEPT, value) } catch { } } }
let on = kept.get() !== 'off'
let sent = false

const show = () => {
  keys.hidden = false
  keys.querySelector('dl').hidden = !on
  keys.querySelectorAll('[data-turn]').forEach((button) => { button.hidden = (button.dataset.turn === 'on') === on })
}
for (const button of keys.querySelectorAll('[data-turn]')) {
  button.addEventListener('click', () => {
    on = button.dataset.turn === 'on'
    kept.set(on ? 'on' : 'off')
    show()
    keys.querySelector('[data-turn]:not([hidden])').focus()
  })
}
show()

const lines = () => [...document.querySelectorAll('tr:has([data-key])')]
const focused = () => lines().find((line) => line.contains(document.activeElement))

function find(key) {
  const wanted = `[data-key="${key}"]`
  return (focused() ?? lines()[0])?.querySelector(wanted) ?? document.querySelector(wanted)
}

/** Moves the focus by so many lines; into the list, when it is elsewhere. */
function move(by) {
  const all = lines()
  const at = all.indexOf(focused())
  const next = all[at < 0 ? 0 : at + by]
  next?.querySelector('a')?.focus()
  return next !== undefined
}

// By the place of the key where it types no Latin letter: ㅁ is where A is.
const name = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toUpperCase() : /^Key[A-Z]$/.test(code) ? code.slice(3) : key)

addEventListener('keydown', (event) => {
  if (!on || sent || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  if (event.target.closest?.('input, textarea, select, [contenteditable]')) return
  const key = name(event)
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[key]
  const by = arrow ?? { J: 1, K: -1 }[key]
  if (by) {
    // Outside the list the arrows scroll the page, as everywhere.
    if ((arrow && !focused()) || !move(by)) return
    event.preventDefault()
    return
  }
  const pressed = find(key)
  // A key that is held down does a thing once.
  if (!pressed || event.repeat) return
  event.preventDefault()
  // The page that follows is on its way: nothing of this one is done twice.
  sent = true
  pressed.click()
})
addEventListener('pageshow', () => { sent = false })
