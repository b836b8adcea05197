// What this browser does beside the pages: keeps what they look like, the offline page and the last
// seen reservation, and shows notices while no page of ours is open. Pages come from the network;
// only where there is none does something kept stand in. Nothing else is kept.

// Filled in by the site's build. The names carry their content's hash: another build, other names.
const SHELL = []
const FILES = `files ${SHELL.map((name) => name.split('.')[1]).join(' ')}`
const OFFLINE = '/offline'
const LOOK = '/look'

// One page, of whoever is signed in here.
const OWN = 'own'
const KEPT = /^\/my\/([0-9a-f-]+)\/kept$/
const SIGN_OUT = '/sign-out'
// Pages say whose visit it is. A kept page ends with that visit, and after a day, as sessions do.
const VISIT = 'alimi-visit'
const SINCE = 'kept-since'
const DAY = 24 * 60 * 60 * 1000

// A browser that cannot have everything now has its worker all the same, for notices; pages ask again.
addEventListener('install', (event) => {
  skipWaiting()
  event.waitUntil(furnish().catch(() => {}))
})

addEventListener('activate', (event) => event.waitUntil(takeOver()))

addEventListener('message', (event) => event.waitUntil(hear(event.data).catch(() => {})))

addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (origin !== location.origin) return
  if (mode === 'navigate') event.respondWith(method === 'GET' ? visit(event, pathname) : send(event, pathname))
  else if (SHELL.includes(pathname)) event.respondWith(file(event.request, pathname))
})

async function furnish() {
  const files = await caches.open(FILES)
  await files.addAll(SHELL)
  const page = await fetch(OFFLINE, { cache: 'no-store' })
  // While a new build rolls out, an older replica may answer.
  if (!page.ok || !(await page.clone().text()).includes(SHELL[0])) throw new Error('no offline page of this build')
  await files.put(OFFLINE, page)
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== FILES && name !== OWN)
  await Promise.all(old.map((name) => caches.delete(name)))
  await clients.claim()
  // What was kept wears the looks of the build before.
  const kept = await findKept()
  if (kept) await keep(kept.path).catch(() => {})
}

/** A page says how it looks (language and contrast), and which page stands for it without a network. */
async function hear({ look, keep: path }) {
  const files = await caches.open(FILES)
  const known = await (await files.match(LOOK))?.text()
  if (look !== known || !(await files.match(OFFLINE))) {
    await furnish()
    await files.put(LOOK, new Response(look))
  }
  if (KEPT.test(path)) await keep(path)
}

async function file(request, path) {
  return (await caches.match(path, { cacheName: FILES })) ?? fetch(request)
}

async function visit(event, path) {
  try {
    const page = await fetch(event.request)
    event.waitUntil(compare(page))
    return page
  } catch {
    return (await standIn(path)) ?? Response.error()
  }
}

/** A form that does not get through leaves its page as it is, with everything typed. */
async function send(event, path) {
  if (path === SIGN_OUT) await forget()
  try {
    return await fetch(event.request)
  } catch {
    const pages = await clients.matchAll({ type: 'window' })
    for (const page of pages) page.postMessage('unsent')
    return new Response(null, { status: 204 })
  }
}

async function standIn(path) {
  const kept = await findKept()
  const [, id] = KEPT.exec(kept?.path) ?? []
  if (id && ['/my', `/my/${id}`, `/book/done/${id}`].includes(path)) return kept.page
  return await caches.match(OFFLINE, { cacheName: FILES, ignoreVary: true })
}

/** Whoever is signed in now, or nobody: what was kept of somebody else is gone. */
async function compare({ type, status, headers }) {
  const isPage = type === 'basic' && headers.get('content-type')?.startsWith('text/html')
  // What answers before anybody is recognised says nothing.
  if (!isPage || status === 429 || status >= 500) return
  const kept = await findKept()
  if (kept && kept.page.headers.get(VISIT) !== headers.get(VISIT)) await forget()
}

async function findKept() {
  if (!(await caches.has(OWN))) return
  const own = await caches.open(OWN)
  const [request] = await own.keys()
  if (!request) return
  const page = await own.match(request, { ignoreVary: true })
  if (Date.now() - Number(page.headers.get(SINCE)) > DAY) return await forget()
  return { path: new URL(request.url).pathname, page }
}

let forgotten = 0

async function forget() {
  forgotten += 1
  await caches.delete(OWN)
}

async function keep(path) {
  const before = forgotten
  const answer = await fetch(path)
  const isOurs = answer.ok && !answer.redirected && answer.headers.has(VISIT)
  if (!isOurs) return answer.status < 500 && answer.status !== 429 ? await forget() : undefined
  const headers = new Headers(answer.headers)
  headers.set(SINCE, Date.now())
  const page = new Response(await answer.blob(), { headers })
  await caches.delete(OWN)
  await (await caches.open(OWN)).put(path, page)
  // Somebody signed out meanwhile.
  if (before !== forgotten) await forget()
}

addEventListener('push', (event) => {
  const { title, body, lang, url, tag } = event.data.json()
  // Under one tag the same notice, sent twice, is shown once.
  event.waitUntil(registration.showNotification(title, { body, lang, tag, icon: '/icon/192.png', data: { url } }))
})

addEventListener('notificationclick', (event) => {
  event.notification.close()
  const address = new URL(event.notification.data.url, location.origin)
  if (address.origin === location.origin) event.waitUntil(open(address.href))
})

// In a page that is there already, else in a new one.
async function open(address) {
  const pages = await clients.matchAll({ type: 'window' })
  const page = pages.find((page) => page.url === address) ?? pages[0]
  if (!page) return clients.openWindow(address)
  await page.focus()
  if (page.url !== address) await page.navigate(address)
}
