// Open pages follow what happens elsewhere, and come back after the connection was lost.
import type { Page } from '@playwright/test'
import { statusTag } from './fixtures/booking'
import { CUT_OFF, expectLive, expectSamePage, mark, staleNotice } from './fixtures/live'
import { accept, book, enterStaff, reject } from './fixtures/quick'
import { become, type Call, type Client, expect, type Open, test, type Visit } from './fixtures/visit'
import { firstOf, readChoices } from './fixtures/wish'

/** A citizen who has booked and looks at the open page of it, and the manager who will answer. */
async function waitForAnswer(open: Open, call: Call, visit: Visit = {}): Promise<{ page: Page; id: string; desk: Client }> {
  const [page, citizen, desk] = [await open({ phone: true, ...visit }), await call(), await call()]
  await enterStaff(desk, 'desk')
  const wish = firstOf(await readChoices(citizen))
  const id = await book(citizen, wish)
  await become(page, citizen)
  await page.goto(`/my/${id}`)
  await expect(statusTag(page)).toHaveText('예약 등록')
  return { page, id, desk }
}

/** The number before a unit. */
async function figure(text: Promise<string>, unit: string): Promise<number> {
  return Number(new RegExp(`([\\d,]+)${unit}`).exec(await text)?.[1].replaceAll(',', ''))
}

function grouped(number: number, unit: string): string {
  return `${number.toLocaleString('ko')}${unit}`
}

test("a hospital's doses and places fall when somebody books, and rise when it is refused", async ({ open, call }) => {
  const [citizen, desk, reader] = [await call(), await call(), await open({ phone: true })]
  await enterStaff(desk, 'desk')
  const choices = await readChoices(citizen)
  const wish = firstOf(choices)
  await reader.goto(`/hospitals/${wish.hospital}`)
  await expectLive(reader)
  await mark(reader)
  const day = reader.locator(`a[href*="date=${wish.date}"]`)
  const doses = reader.getByRole('row').filter({ hasText: Object.keys(choices.vaccines)[0] })
  const [places, left] = [await figure(day.innerText(), '자리'), await figure(doses.innerText(), '회분')]

  const id = await book(citizen, wish)
  await expect(day).toContainText(grouped(places - 1, '자리'))
  await expect(doses).toContainText(grouped(left - 1, '회분'))
  await reject(desk, id)
  await expect(day).toContainText(grouped(places, '자리'))
  await expect(doses).toContainText(grouped(left, '회분'))
  await expectSamePage(reader)
})

test("the list of one's reservations follows what the hospital answers", async ({ open, call }) => {
  const { page, id, desk } = await waitForAnswer(open, call)
  await page.goto('/my')
  await expectLive(page)
  await mark(page)
  const row = page.getByRole('listitem').filter({ has: page.locator(`a[href="/my/${id}"]`) })
  await expect(row).toContainText('예약 등록')
  await accept(desk, id)
  await expect(row).toContainText('예약 완료')
  await expectSamePage(page)
})

test('a list that cannot be fetched again says that it is old', async ({ open, call }) => {
  const { page, id, desk } = await waitForAnswer(open, call, { expected: [/\b503\b/] })
  await page.goto('/my')
  await expectLive(page)
  await page.route('**/my', (route) => route.fulfill({ status: 503 }))
  await accept(desk, id)
  await expect(staleNotice(page)).toContainText('새 소식을 받지 못하고 있습니다.')
  await page.unroute('**/my')
  await staleNotice(page).getByRole('link', { name: '새로 고침' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '예약 완료' })).not.toHaveCount(0)
})

test("an answer given at another replica reaches this one's pages", async ({ open, call, alimi }) => {
  const other = await alimi.replica({ ALIMI_WORKERS: 'false' })
  const { page, id } = await waitForAnswer(open, call)
  await expectLive(page)
  const desk = await call(other.url)
  await enterStaff(desk, 'desk')
  await accept(desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료')
})

test('after a restart of the server the page is live again, with the newest state', async ({ open, call, alimi }) => {
  const { page, id, desk } = await waitForAnswer(open, call, { expected: CUT_OFF })
  await expectLive(page)
  await mark(page)
  await alimi.restart()
  await accept(desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료', { timeout: 15_000 })
  await expectSamePage(page)
})

test('what happened while the device was offline is there as soon as it is online', async ({ open, call }) => {
  const { page, id, desk } = await waitForAnswer(open, call, { expected: CUT_OFF })
  await expectLive(page)
  await mark(page)
  await page.context().setOffline(true)
  const offline = page.getByText('인터넷 연결이 끊겼습니다. 입력한 내용은 아직 제출되지 않았습니다.')
  await expect(offline).toBeVisible()
  await accept(desk, id)
  await expect(staleNotice(page)).toContainText('새 소식을 받지 못하고 있습니다.', { timeout: 12_000 })
  await expect(statusTag(page)).toHaveText('예약 등록')
  await page.context().setOffline(false)
  await expect(statusTag(page)).toHaveText('예약 완료')
  await expect(offline).toBeHidden()
  await expect(staleNotice(page)).toHaveCount(0)
  await expectSamePage(page)
})

test('where sockets do not get through, the page asks', async ({ open, call }) => {
  const { page, id, desk } = await waitForAnswer(open, call)
  await page.routeWebSocket(/\/live$/, (socket) => socket.close())
  const asked = page.waitForResponse((answer) => answer.url().includes('/live/poll?topics='), { timeout: 20_000 })
  await page.reload()
  await mark(page)
  expect((await asked).status()).toBe(200)
  await accept(desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료', { timeout: 15_000 })
  await expectSamePage(page)
})

test('a page whose session has ended hears nothing more', async ({ open, call }) => {
  const { page, id, desk } = await waitForAnswer(open, call, { expected: CUT_OFF })
  await expectLive(page)
  const tab = await page.context().newPage()
  await tab.goto('/my')
  await tab.getByRole('button', { name: '로그아웃' }).click()
  // What is personal is not left to be read.
  await expect(page.locator('#signed-out')).toBeVisible({ timeout: 15_000 })
  await expect(statusTag(page)).toBeHidden()
  await accept(desk, id)
  await tab.goto(`/my/${id}`)
  await expect(tab).toHaveURL(/\/sign-in/)
  await expect(statusTag(page)).toHaveText('예약 등록')
})
