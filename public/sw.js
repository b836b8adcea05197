// What this browser does while no page of ours is open: shows that there is a notice, and opens it.
addEventListener('install', () => skipWaiting())

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
