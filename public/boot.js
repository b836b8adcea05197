// Fetches the browser's part, once the page is calm, and only on pages that have islands.
// A page whose module does not arrive stays what it is: complete HTML.
const page = document.documentElement
const site = document.getElementById('boot').dataset
const offline = document.getElementById('offline')
const workers = navigator.serviceWorker
// What the service worker keeps of its owner (see sw.js).
const OWN = 'own'
const calm = window.requestIdleCallback ?? ((then) => setTimeout(then, 1))

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
const standsIn = document.querySelector('[data-stand-in]') && !/^\/offline$|\/kept$/.test(location.pathname)
if (standsIn) {
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
    if (kept) way.querySelector('a').href = new URL(kept.url).pathname.replace(/\/kept$/, '')
    way.hidden = !kept
  })
}
document.querySelector('[data-forget]')?.addEventListener('click', async () => {
  await caches.delete(OWN)
  location.replace('/offline')
})

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
addEventListener('load', () =>
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
  }),
)
