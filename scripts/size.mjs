// What a first visit weighs, page by page, in bytes that Chromium received, with what its service worker
// fetches; and how long the server takes from its start to its first answer. The heaviest page counts. Called by scripts/size.
import { chromium } from '@playwright/test'
import http from 'node:http'
import { drop } from './db.mjs'
import { bar, report } from './report.mjs'
import { Service, makeTemplate, sweep } from './service.mjs'

const server = process.env.DATABASE_URL
const template = `e2e_${process.pid}_template`
await sweep(server)
await makeTemplate(server, template)
const service = await Service.open(server, `e2e_${process.pid}_size`, template)

async function secondsToFirstAnswer() {
  const started = performance.now()
  const replica = await service.start()
  const answer = await fetch(replica.url)
  const seconds = (performance.now() - started) / 1000
  if (!answer.ok) throw new Error(`the home page answered ${answer.status}`)
  return { seconds, replica }
}

const KIND = { Script: 'script', Font: 'font', Stylesheet: 'style' }
const kindOf = ({ type, response }) => (response.mimeType === 'application/wasm' ? 'script' : (KIND[type] ?? 'other'))

/** What a file weighs on the way, compressed as a browser asks for it. */
function weightOf(url) {
  return new Promise((done, fail) => {
    http.get(url, { headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
      let weight = 0
      answer.on('data', (part) => (weight += part.length))
      answer.on('end', () => (answer.statusCode === 200 ? done(weight) : fail(new Error(`${url} answered ${answer.statusCode}`))))
    }).on('error', fail)
  })
}

/** What the service worker fetches besides once the page is there: files that the page did not need. */
async function workerWeight(url, seen) {
  const code = await (await fetch(new URL('/sw.js', url))).text()
  const shell = JSON.parse(/const SHELL = (\[.*\])/.exec(code)[1])
  const more = [...shell.filter((file) => !seen.has(file)), '/offline', '/sw.js']
  const weights = await Promise.all(more.map((file) => weightOf(new URL(file, url))))
  return weights.reduce((sum, weight) => sum + weight, 0)
}

/** One page in a browser that has seen nothing yet. */
async function weigh(browser, url) {
  const page = await browser.newPage({ locale: 'ko-KR' })
  const cdp = await page.context().newCDPSession(page)
  const kinds = new Map()
  const weight = { script: 0, style: 0, font: 0, other: 0, total: 0 }
  const seen = new Set()
  cdp.on('Network.responseReceived', (event) => {
    kinds.set(event.requestId, kindOf(event))
    seen.add(new URL(event.response.url).pathname)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    weight[kinds.get(requestId) ?? 'other'] += encodedDataLength
  })
  await cdp.send('Network.enable')
  await page.goto(url, { waitUntil: 'networkidle' })
  const links = await page.locator('a[href^="/hospitals/"]').evaluateAll((all) => all.map((each) => each.getAttribute('href')))
  await page.context().close()
  weight.other += await workerWeight(url, seen)
  weight.total = weight.script + weight.style + weight.font + weight.other
  return { weight, links }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] })
try {
  const starts = []
  let replica
  for (let round = 0; round < 3; round += 1) {
    if (replica) await service.stop(replica)
    const start = await secondsToFirstAnswer()
    starts.push(start.seconds)
    replica = start.replica
  }
  const median = starts.sort((a, b) => a - b)[1]

  const home = await weigh(browser, `${replica.url}/`)
  const list = await weigh(browser, `${replica.url}/hospitals`)
  const pages = [home, list, await weigh(browser, `${replica.url}/status`)]
  if (list.links.length > 0) pages.push(await weigh(browser, `${replica.url}${list.links[0]}`))
  const heaviest = (kind) => Number((Math.max(...pages.map(({ weight }) => weight[kind])) / 1024).toFixed(1))

  report('size', [
    bar('citizen page: JavaScript and wasm', heaviest('script'), 'KiB', '<= 100'),
    bar('citizen page: CSS', heaviest('style'), 'KiB', '<= 12'),
    bar('citizen page: fonts', heaviest('font'), 'KiB', '<= 100'),
    bar('citizen page: first visit in all', heaviest('total'), 'KiB', '<= 250'),
    bar('server start to first answer', Number(median.toFixed(3)), 's', '<= 1'),
  ])
} finally {
  await browser.close()
  await service.close()
  await drop(server, template)
}
