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
