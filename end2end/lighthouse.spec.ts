// Lighthouse's figures of a phone on a slow network, as bars. A measurement of the release build, not a
// test of every run: `scripts/lighthouse` runs it.
import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { bar, report } from '../scripts/report.mjs'
import { freePort } from '../scripts/service.mjs'
import { accept, book, enterStaff } from './fixtures/quick'
import { type Client, expect, test } from './fixtures/visit'
import { firstOf, readChoices } from './fixtures/wish'

const RUNS = 5
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/** What is read of a report: scores of 100, seconds, a share, milliseconds. */
type Figure = (typeof CATEGORIES)[number] | 'lcp' | 'cls' | 'tbt'
type Figures = Record<Figure, number>

interface Seen {
  name: string
  address: string
  /** Only for this visitor. Search engines are kept out on purpose, which Lighthouse counts as a fault. */
  whose?: Client
}

async function measure(port: number, url: string, { address, whose }: Seen): Promise<Figures> {
  const result = await lighthouse(`${url}${address}`, {
    port,
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
    skipAudits: whose ? ['is-crawlable'] : [],
  })
  const { categories, audits, runtimeError } = result!.lhr
  expect(runtimeError, address).toBeUndefined()
  const faults = Object.values(audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score !== 1)
  if (faults.length > 0) console.log(`  ${address}: ${faults.map(({ id }) => id).join(', ')}`)
  const score = (name: string) => Math.round(100 * (categories[name].score ?? 0))
  const value = (id: string) => audits[id].numericValue ?? Number.POSITIVE_INFINITY
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    seo: score('seo'),
    lcp: value('largest-contentful-paint') / 1000,
    cls: value('cumulative-layout-shift'),
    tbt: value('total-blocking-time'),
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

test('Lighthouse, as on a phone', { tag: '@lighthouse' }, async ({ call, alimi: { url } }) => {
  test.setTimeout(60 * 60_000)
  const [citizen, desk] = [await call(), await call()]
  const wish = firstOf(await readChoices(citizen))
  const id = await book(citizen, wish)
  await enterStaff(desk, 'desk')
  await accept(desk, id)
  const pages: Seen[] = [
    { name: 'home', address: '/' },
    { name: 'hospitals', address: '/hospitals' },
    { name: 'hospital', address: `/hospitals/${wish.hospital}` },
    { name: 'status', address: '/status' },
    { name: 'help', address: '/help' },
    { name: 'sign-in', address: '/sign-in' },
    { name: 'reservation', address: `/my/${id}`, whose: citizen },
  ]
  const port = await freePort()
  const { launchOptions } = test.info().project.use
  // Lighthouse opens tabs of the browser itself, where its own context has the cookies: the page's socket needs them too.
  const browser = await chromium.launchPersistentContext('', { ...launchOptions, args: [...(launchOptions?.args ?? []), `--remote-debugging-port=${port}`] })
  const medians: [string, Figures][] = []
  try {
    for (const seen of pages) {
      if (seen.whose) await browser.addCookies((await seen.whose.request.storageState()).cookies)
      const runs: Figures[] = []
      for (let run = 0; run < RUNS; run += 1) runs.push(await measure(port, url, seen))
      const figures = Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key as Figure]))])) as Figures
      console.log(`  ${seen.name}: ${Object.entries(figures).map(([key, value]) => `${key} ${Number(value.toFixed(3))}`).join(', ')}`)
      medians.push([seen.name, figures])
    }
  } finally {
    await browser.close()
  }
  // The page that does worst counts.
  const worst = (figure: Figure, least: boolean) => {
    const values = medians.map(([, figures]) => figures[figure])
    return Number((least ? Math.min(...values) : Math.max(...values)).toFixed(3))
  }
  report('lighthouse', [
    bar('Lighthouse: performance, median of 5', worst('performance', true), 'points', '>= 95'),
    bar('Lighthouse: accessibility', worst('accessibility', true), 'points', '>= 100'),
    bar('Lighthouse: best practices', worst('best-practices', true), 'points', '>= 100'),
    bar('Lighthouse: SEO', worst('seo', true), 'points', '>= 100'),
    bar('Lighthouse: largest contentful paint', worst('lcp', false), 's', '<= 1.8'),
    bar('Lighthouse: cumulative layout shift', worst('cls', false), 'share', '<= 0.02'),
    bar('Lighthouse: total blocking time', worst('tbt', false), 'ms', '<= 200'),
  ])
})
