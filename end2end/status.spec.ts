// The live status page: what is left by province and hospital, and how the service is doing. It moves
// while it is open, at every replica, and loads itself again where there is no JavaScript.
import type { Page } from '@playwright/test'
import { inDatabase } from './fixtures/facts'
import { expectLive, expectSamePage, mark } from './fixtures/live'
import { HOSPITAL } from './fixtures/people'
import { book, enterStaff, reject } from './fixtures/quick'
import { expect, test } from './fixtures/visit'
import { firstOf, readChoices } from './fixtures/wish'

/** A figure in the list of provinces. */
function cell(page: Page, province: string, figure: 'doses' | 'places' | 'waiting') {
  return page.locator(`#provinces ~ tbody [data-live="${figure}:${province}"]`)
}

async function number(text: Promise<string>): Promise<number> {
  return Number((await text).replaceAll(',', ''))
}

const DOSES = "SELECT coalesce(sum(s.bookable), 0)::int AS n FROM stocks s JOIN hospitals h USING (hospital_id) WHERE h.province = 'seoul'"
const PLACES = `SELECT coalesce(sum(d.capacity - d.taken), 0)::int AS n FROM days d JOIN hospitals h USING (hospital_id)
  WHERE h.province = 'seoul' AND d.closed IS NULL AND d.day_on BETWEEN alimi_today() AND alimi_today() + 13`

test('figures of a province fall when somebody books anywhere in it, without a reload, at another replica too', async ({ open, call, alimi }) => {
  const other = await alimi.replica({ ALIMI_WORKERS: 'false' })
  const [client, desk] = [await call(other.url), await call()]
  await enterStaff(desk, 'desk')
  const wish = firstOf(await readChoices(client))
  const pages = [await open(), await open({ phone: true, url: other.url })]
  for (const page of pages) {
    await page.goto('/status')
    await expectLive(page)
    await mark(page)
  }
  const before = await number(cell(pages[0], 'seoul', 'doses').innerText())
  expect(before).toBe(await inDatabase(alimi.database, DOSES))
  expect(await number(cell(pages[0], 'seoul', 'places').innerText())).toBe(await inDatabase(alimi.database, PLACES))

  const id = await book(client, wish)
  const grouped = (n: number) => n.toLocaleString('ko')
  for (const page of pages) {
    await expect(cell(page, 'seoul', 'doses')).toHaveText(grouped(before - 1))
    await expect(page.locator('.tile [data-live-text]').filter({ hasText: grouped(before - 1) })).toHaveCount(1)
    await expect(page.locator('[data-live="doses"]')).not.toHaveText('0')
  }
  expect(await inDatabase(alimi.database, DOSES)).toBe(before - 1)
  await reject(desk, id)
  for (const page of pages) {
    await expect(cell(page, 'seoul', 'doses')).toHaveText(grouped(before))
    await expectSamePage(page)
  }
})

test('lines of hospitals move too, at every replica, and the list stays as it stands', async ({ open, call, alimi }) => {
  const other = await alimi.replica({ ALIMI_WORKERS: 'false' })
  const [client, desk] = [await call(other.url), await call()]
  await enterStaff(desk, 'desk')
  const wish = firstOf(await readChoices(client))
  const page = await open({ phone: true })
  await page.goto(`/status?q=${encodeURIComponent(HOSPITAL)}#hospitals`)
  await expectLive(page)
  await mark(page)
  const figures = ['doses', 'places'].map((of) => page.locator(`#hospitals [data-live="${of}:${wish.hospital}"]`))
  const before = await Promise.all(figures.map((figure) => number(figure.innerText())))
  const names = await page.locator('#hospitals tbody th').allInnerTexts()
  const id = await book(client, wish)
  for (const [n, figure] of figures.entries()) await expect(figure).toHaveText((before[n] - 1).toLocaleString('ko'))
  await reject(desk, id)
  for (const [n, figure] of figures.entries()) await expect(figure).toHaveText(before[n].toLocaleString('ko'))
  expect(await page.locator('#hospitals tbody th').allInnerTexts()).toEqual(names)
  await expectSamePage(page)
})

test('hospitals are found by name and province, with what each has left', async ({ open, call, alimi }) => {
  const { hospital } = await readChoices(await call())
  const page = await open()
  await page.goto('/status')
  await page.locator('#hospitals').getByLabel('병원 이름').fill(HOSPITAL)
  await page.locator('#hospitals').getByRole('button', { name: '찾기' }).click()
  await expect(page).toHaveURL(/\/status\?q=.*#hospitals$/)
  const row = page.locator('#hospitals').getByRole('row').filter({ has: page.getByRole('link', { name: HOSPITAL, exact: true }) })
  const left = await inDatabase(alimi.database, `SELECT sum(bookable)::int AS n FROM stocks WHERE hospital_id = ${hospital}`)
  await expect(row).toContainText(left.toLocaleString('ko'))
  await page.goto('/status?province=sejong#hospitals')
  await expect(page.locator('#hospitals').getByText('세종')).not.toHaveCount(0)
})

test('the page says how the service is doing, and is worth a wall', async ({ open }) => {
  const page = await open({ width: 1920 })
  await page.goto('/status?wall=on')
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: '서비스 상태' })).toBeVisible()
  await expect(main.getByText('예약 신청을 바로 처리하고 있습니다.')).toBeVisible()
  await expect(main.getByText('지금은 예약을 처리하지 못할 수 있습니다.').filter({ visible: true })).toHaveCount(0)
  for (const what of ['알림 쓰기', '현황 집계', '발송 대기', '카카오 알림톡']) await expect(main).toContainText(what)
  await expect(page.getByRole('navigation', { name: '주 메뉴' })).toBeHidden()
  // Everything but the service's health is seen without scrolling.
  const map = await page.locator('.tile-map').boundingBox()
  expect((map?.y ?? 0) + (map?.height ?? 0)).toBeLessThan(1080 * 1.3)
})

test('without JavaScript the page loads itself again, unless it is asked not to', async ({ open }) => {
  const page = await open({ javaScript: false })
  await page.goto('/status')
  await expect(page.locator('head meta[http-equiv="refresh"]')).toHaveAttribute('content', '30')
  // What is for browsers without scripts is not found by its text.
  await expect(page.locator('noscript p')).toBeVisible()
  await page.locator('noscript a[href="/status?auto=off"]').click()
  await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(0)
  await expect(cell(page, 'seoul', 'doses')).toHaveText(/^[\d,]+$/)
  const phone = await open({ javaScript: false, width: 320 })
  await phone.goto('/status')
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('the map and the list say the same', async ({ open }) => {
  const page = await open()
  await page.goto('/status')
  const tiles = page.locator('.tile-map a')
  await expect(tiles).toHaveCount(17)
  await tiles.filter({ hasText: '서울' }).click()
  await expect(page).toHaveURL(/province=seoul#hospitals$/)
})
