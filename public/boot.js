// Fetches the browser's part, once the page is calm, and only on pages that have islands.
// A page whose module does not arrive stays what it is: complete HTML.
const site = document.getElementById('boot').dataset
const offline = document.getElementById('offline')
const calm = window.requestIdleCallback ?? ((then) => setTimeout(then, 1))

// Forms cannot be sent without a network: say so before somebody tries.
const look = () => offline?.toggleAttribute('hidden', navigator.onLine)
addEventListener('online', look)
addEventListener('offline', look)
look()

// The end of a session: said five minutes before, in every tab of this browser.
const session = document.getElementById('session')
const WARNING = 5 * 60_000
const ENDS = 'session-ends'
const tell = (ends) => { try { localStorage.setItem(ENDS, ends) } catch { } }
const told = () => { try { return Number(localStorage.getItem(ENDS)) } catch { return 0 } }
let typed = false
let clock

const say = (what) => {
  if (!session) return
  for (const part of session.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== what
  session.hidden = !what
}
const count = (ends) => {
  clearTimeout(clock)
  const left = ends - Date.now()
  say(left > WARNING ? '' : left > 0 ? 'soon' : 'over')
  if (left > 0) clock = setTimeout(count, left > WARNING ? left - WARNING : left, ends)
}
const begin = () => {
  const ends = Date.now() + session.dataset.left * 1000
  tell(ends)
  count(ends)
}
// What is personal is not left to be read; what is being typed is not taken away.
const cover = () => {
  const instead = document.getElementById('signed-out')
  if (!instead?.hidden) return
  document.querySelector('.staff, main').hidden = true
  instead.hidden = false
  instead.focus()
  clearTimeout(clock)
  say('')
}

if (session) {
  begin()
  addEventListener('input', () => { typed = true })
  // Computers sleep, and their clocks with them.
  document.addEventListener('visibilitychange', () => { if (!document.hidden && told()) count(told()) })
  session.querySelector('form')?.addEventListener('submit', async (event) => {
    event.preventDefault()
    const answer = await fetch(event.target.action, { method: 'POST', body: new URLSearchParams(), redirect: 'manual' }).catch(() => undefined)
    if (answer?.type === 'opaqueredirect') begin()
    else if (answer?.status === 401) say('over')
  })
  addEventListener('signed-out', cover)
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== ENDS) return
    if (newValue !== '0') count(Number(newValue))
    else if (typed) say('over')
    else cover()
  })
} else if (told() && (performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200) < 500) {
  // Signed out in this tab: the others hear it.
  tell(0)
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

if (document.querySelector('leptos-island')) {
  calm(async () => {
    try {
      const module = await import(site.js)
      await module.default({ module_or_path: site.wasm })
      module.hydrate()
      for (const island of document.querySelectorAll('leptos-island')) {
        module[island.dataset.component]?.(island)
      }
      document.documentElement.dataset.live = 'on'
    } catch {
      document.documentElement.dataset.live = 'off'
    }
  })
}
