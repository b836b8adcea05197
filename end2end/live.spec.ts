// Open pages follow what happens elsewhere, and come back after the connection was lost.
import type { Page } from '@playwright/test'
import { findHospital, freeDates, statusPanel, statusTag } from './fixtures/booking'
import { CUT_OFF, expectLive, expectSamePage, mark, staleNotice } from './fixtures/live'
import { HOSPITAL, signInStaff } from './fixtures/people'
import { enterAndBook, location, post, type Wish } from './fixtures/quick'
import { expect, type Open, test, type Visit } from './fixtures/visit'
import { type Choices, readChoices } from './fixtures/wish'

function wish({ hospital, vaccines, dates }: Choices): Wish {
  return { hospital, vaccine: Object.values(vaccines)[0], date: dates[0] }
}

/** A citizen who has booked and looks at the open page of it. */
async function waitForAnswer(open: Open, visit: Visit = {}): Promise<{ page: Page; id: string }> {
  const page = await open({ phone: true, ...visit })
  const address = await enterAndBook(page, wish(await readChoices(open)))
  await page.goto(address)
  await expect(statusTag(page)).toHaveText('예약 등록')
  return { page, id: address.replace('/my/', '') }
}

/** The manager answers, on this page's server. */
async function accept(desk: Page, id: string): Promise<void> {
  expect(location(await post(desk, '/desk/requests/accept', { id }))).toContain('done=accepted')
}

async function openDesk(open: Open, visit: Visit = {}): Promise<Page> {
  const desk = await open(visit)
  await signInStaff(desk, 'desk')
  return desk
}

test("a hospital's doses and places fall when somebody books, and rise when it is refused", async ({ open }) => {
  const choices = await readChoices(open)
  const [name] = Object.keys(choices.vaccines)
  const reader = await open({ phone: true })
  await findHospital(reader, HOSPITAL)
  await expectLive(reader)
  await mark(reader)
  const [day, doses] = [freeDates(reader).first(), reader.getByRole('row').filter({ hasText: name })]
  const places = Number(/([\d,]+)자리/.exec(await day.innerText())?.[1].replace(',', ''))
  const left = Number(/([\d,]+)회분/.exec(await doses.innerText())?.[1].replace(',', ''))

  const id = (await enterAndBook(await open(), wish(choices))).replace('/my/', '')
  await expect(day).toContainText(`${(places - 1).toLocaleString('ko')}자리`)
  await expect(doses).toContainText(`${(left - 1).toLocaleString('ko')}회분`)

  const desk = await openDesk(open)
  await post(desk, '/desk/requests/reject', { id, reason: 'hospital_closed', note: '' })
  await expect(day).toContainText(`${places.toLocaleString('ko')}자리`)
  await expect(doses).toContainText(`${left.toLocaleString('ko')}회분`)
  await expectSamePage(reader)
})

test("an answer given at another replica reaches this one's pages", async ({ open, alimi }) => {
  const other = await alimi.replica({ ALIMI_WORKERS: 'false' })
  const { page, id } = await waitForAnswer(open)
  await expectLive(page)
  const desk = await openDesk(open, { url: other.url })
  await accept(desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료')
})

test('after a restart of the server the page is live again, with the newest state', async ({ open, alimi }) => {
  const { page, id } = await waitForAnswer(open, { expected: CUT_OFF })
  const desk = await openDesk(open)
  await expectLive(page)
  await mark(page)
  await alimi.restart()
  await accept(desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료', { timeout: 15_000 })
  await expectSamePage(page)
})

test('what happened while the device was offline is there as soon as it is online', async ({ open }) => {
  const { page, id } = await waitForAnswer(open, { expected: CUT_OFF })
  const desk = await openDesk(open)
  await expectLive(page)
  await mark(page)
  await page.context().setOffline(true)
  await expect(page.getByText('인터넷 연결이 끊겼습니다. 입력한 내용은 아직 제출되지 않았습니다.')).toBeVisible()
  await accept(desk, id)
  await expect(staleNotice(page)).toContainText('새 소식을 받지 못하고 있습니다.', { timeout: 12_000 })
  await expect(statusTag(page)).toHaveText('예약 등록')
  await page.context().setOffline(false)
  await expect(statusTag(page)).toHaveText('예약 완료')
  await expect(page.getByText('인터넷 연결이 끊겼습니다.')).toBeHidden()
  await expect(staleNotice(page)).toHaveCount(0)
  await expectSamePage(page)
})

test('where sockets do not get through, the page asks', async ({ open }) => {
  const { page, id } = await waitForAnswer(open)
  const desk = await openDesk(open)
  await page.routeWebSocket(/\/live$/, (socket) => socket.close())
  const asked = page.waitForResponse((answer) => answer.url().includes('/live/poll?topics='), { timeout: 20_000 })
  await page.reload()
  await mark(page)
  expect((await asked).status()).toBe(200)
  await accept(desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료', { timeout: 15_000 })
  await expectSamePage(page)
})

test('a page whose session has ended hears nothing more', async ({ open }) => {
  const { page, id } = await waitForAnswer(open, { expected: CUT_OFF })
  const desk = await openDesk(open)
  await expectLive(page)
  const tab = await page.context().newPage()
  await tab.goto('/my')
  await tab.getByRole('button', { name: '로그아웃' }).click()
  await expect(staleNotice(page)).toBeVisible({ timeout: 15_000 })
  await accept(desk, id)
  await expect(statusPanel(desk)).toHaveCount(0)
  await tab.goto(`/my/${id}`)
  await expect(tab).toHaveURL(/\/sign-in/)
  await expect(statusTag(page)).toHaveText('예약 등록')
})
