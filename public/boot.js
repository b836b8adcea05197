// Fetches the browser's part, once the page stands there with its styles and fonts, and only on pages that
// have islands. A page whose module does not arrive stays what it is: complete HTML.
const page = document.documentElement
const site = document.getElementById('boot').dataset
const offline = document.getElementById('offline')
const workers = navigator.serviceWorker
// What the service worker keeps of its owner (see sw.js).
const OWN = 'own'
const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1))
// A slow network carries first what is read, then what makes it live.
const calm = (then) => (document.readyState === 'complete' ? idle(then) : addEventListener('load', () => idle(then)))

// Forms cannot be sent without a network: say so before somebody tries, and keep what was typed.
const look = () => offline?.toggleAttribute('hidden', navigator.onLine)
addEventListener('online', look)
addEventListener('offline', look)
look()
addEventListener(
  'submit',
  (event) => {
    offline?.toggleAttribute('hidden', true)
    if (navigator.onLine) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // Signing out waits for the network, but forgetting need not.
    if (event.target.getAttribute('action') === '/sign-out') window.caches?.delete(OWN)
    // Told again to those who do not see that it is there.
    setTimeout(look, 100)
  },
  true,
)
workers?.addEventListener('message', ({ data }) => data === 'unsent' && offline?.toggleAttribute('hidden', false))

// A page that stands in for another, at its address, gives way to it once there is a network. A device
// does not always know: it may be connected to something that leads nowhere.
const standIn = document.querySelector('[data-stand-in]')
if (standIn && !/^\/offline$|\/kept$/.test(location.pathname)) {
  const again = async () => {
    const answer = await fetch('/livez').catch(() => {})
    if (answer?.ok) location.reload()
  }
  addEventListener('online', again)
  // Not all at once.
  setInterval(again, 5000 + 10000 * Math.random())
}

const way = document.querySelector('[data-kept]')
if (way && window.caches) {
  caches.has(OWN).then(async (has) => {
    const [kept] = has ? await (await caches.open(OWN)).keys() : []
    if (kept) way.href = new URL(kept.url).pathname.replace(/\/kept$/, '')
    way.hidden = !kept
  })
}
document.querySelector('[data-forget]')?.addEventListener('click', async () => {
  await caches.delete(OWN)
  location.replace('/offline')
})

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

const end = () => {
  clearTimeout(clock)
  if (told()) tell(0)
  if (typed) say('over')
  else cover()
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
  addEventListener('signed-out', end)
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== ENDS) return
    if (newValue === '0') end()
    else count(Number(newValue))
  })
} else if (told() && !standIn && (performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200) < 500) {
  // Signed out in this tab: the others hear it.
  tell(0)
}

// The way back leads to a list as it was searched and leafed through, not to its beginning; what was just
// done is said once.
const back = document.querySelector('.back-link')
const before = new URL(document.referrer || 'about:blank')
if (back?.search === '' && before.origin === back.origin && before.pathname === back.pathname && !before.searchParams.has('done')) {
  back.search = before.search
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// A link to hand on: by what the phone itself has for it, or copied.
for (const button of document.querySelectorAll('[data-share]')) {
  button.hidden = !navigator.share
  button.addEventListener('click', () => navigator.share({ url: button.dataset.share }).catch(() => {}))
}
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    const copied = await navigator.clipboard.writeText(button.dataset.copy).then(() => true, () => false)
    if (copied) document.querySelector('[data-copied]').textContent = button.dataset.done
    else getSelection().selectAllChildren(document.querySelector('.secret'))
  })
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
      page.dataset.live = 'on'
    } catch {
      page.dataset.live = 'off'
    }
  })
}

// Last, so that it takes nothing from the page: the service worker. A phone is somebody's own; on a
// computer, which may be shared, nothing personal is kept.
calm(async () => {
  try {
    await workers.register('/sw.js')
    const { active } = await workers.ready
    const personal = matchMedia('(pointer: coarse), (display-mode: standalone)').matches
    const keep = personal ? document.querySelector('[data-keep]')?.dataset.keep : undefined
    active.postMessage({ look: `${page.lang} ${page.dataset.mode ?? ''}`, keep })
  } catch {
    // Everything works without it.
  }
})
