// The queue at the door of booking: it stands while answers are slow, leads on when it is one's
// turn, and looks the same to everybody.
import AxeBuilder from '@axe-core/playwright'
import { expectLive, expectSamePage, mark } from './fixtures/live'
import { type Alimi } from './fixtures/server'
import { type Call, expect, test } from './fixtures/visit'
import { WITHOUT } from './fixtures/ways'

test.describe.configure({ mode: 'serial', timeout: 120_000 })

async function anyHospital(call: Call): Promise<string> {
  return /\/hospitals\/(\d+)/.exec(await (await (await call()).request.get('/hospitals')).text())![1]
}

/** Where a visit to the door leads. */
async function door(call: Call, hospital: string): Promise<string> {
  const answer = await (await call()).request.get(`/book?hospital=${hospital}`, { maxRedirects: 0 })
  return answer.headers().location ?? ''
}

/** So slow that people queue, and so many before one. */
async function crowd(alimi: Alimi, call: Call, hospital: string, people: number): Promise<void> {
  await alimi.restart({ ALIMI_SLOW_MS: '0' })
  await expect(async () => expect(await door(call, hospital)).toContain('/queue/')).toPass({ timeout: 30_000, intervals: [200] })
  for (let n = 0; n < people; n++) await door(call, hospital)
}

const LIVE = 'as most people come'

for (const [way, visit] of [[LIVE, {}], ...WITHOUT] as typeof WITHOUT) {
  test(`people wait for their number and go on to what they wanted, ${way}`, async ({ alimi, open, call }) => {
    const hospital = await anyHospital(call)
    await crowd(alimi, call, hospital, 15)
    const page = await open({ phone: true, ...visit })
    await page.goto(`/book?hospital=${hospital}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('접속 순서를 기다리고 있습니다')
    await expect(page.getByText('내 앞')).toBeVisible()
    if (way === LIVE) {
      await test.step('the open page is told of its place', async () => {
        await expectLive(page)
        await mark(page)
        const ahead = page.locator('[data-live="ahead"]')
        await expect(ahead).not.toHaveText(await ahead.innerText(), { timeout: 20_000 })
        await expectSamePage(page)
      })
    }
    // Where it leads needs no further tap, and keeps the wish.
    await expect(page).toHaveURL(new RegExp(`[?=&%/].*hospital(=|%3D)${hospital}`))
    await expect(page).not.toHaveURL(/\/queue\//, { timeout: 60_000 })
    expect(decodeURIComponent(page.url())).toContain(`hospital=${hospital}`)
  })
}

test('the waiting page is sound in both languages', async ({ alimi, open, call }) => {
  const hospital = await anyHospital(call)
  await crowd(alimi, call, hospital, 60)
  const page = await open()
  for (const [language, width] of [['ko', 320], ['en', 1280]] as const) {
    const { hostname } = new URL(alimi.url)
    await page.context().addCookies([{ name: 'lang', value: language, domain: hostname, path: '/' }])
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`/book?hospital=${hospital}`)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map((v) => v.id)).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`queue-${language}.png`) })
  }
})
