// Waiting for a dose: the turn that comes while the page is open, accepting it, passing it on,
// letting it run out; and what frees a dose for the line: cancelling. Moving a booking to another day.
import type { Page } from '@playwright/test'
import { statusPanel, statusTag } from './fixtures/booking'
import { atTen, newStock, type Stock, wait } from './fixtures/line'
import { CUT_OFF, expectLive, expectSamePage, mark } from './fixtures/live'
import { newCitizen } from './fixtures/people'
import { accept, at, book, enter } from './fixtures/quick'
import { become, type Call, expect, type Open, test, type Visit } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

test.describe.configure({ mode: 'serial' })
test.beforeEach(async ({ alimi }) => atTen(alimi))

/** Somebody in line, with the open page of it. */
async function inLine(open: Open, call: Call, stock: Stock, visit: Visit = {}, name = '시험대기자'): Promise<{ page: Page; id: string }> {
  const [page, client] = [await open({ phone: true, ...visit }), await call()]
  await enter(client, newCitizen(name))
  const id = await wait(client, stock.wish)
  await become(page, client)
  await page.goto(`/my/${id}`)
  await expect(statusTag(page)).toHaveText('예약 대기')
  return { page, id }
}

/** Somebody who has booked the stock's dose, with the open page of it. */
async function booked(open: Open, call: Call, stock: Stock, visit: Visit = {}): Promise<{ page: Page; id: string }> {
  const [page, client] = [await open({ phone: true, ...visit }), await call()]
  await enter(client, newCitizen('이먼저'))
  const id = await book(client, stock.wish)
  await become(page, client)
  await page.goto(`/my/${id}`)
  await expect(statusTag(page)).toHaveText('예약 등록')
  return { page, id }
}

/** Reads a page again until its status is another, for those who see no news. */
async function expectStatus(page: Page, status: string): Promise<void> {
  await expect(async () => {
    await page.reload()
    await expect(statusTag(page)).toHaveText(status, { timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
}

/** Takes the first day that can be chosen. */
async function chooseDay(page: Page): Promise<string> {
  const days = page.getByRole('group', { name: '접종 날짜' }).locator('label')
  const day = days.filter({ has: page.locator('input:enabled') }).first()
  await day.click()
  return (await day.locator('.date-choice__date').innerText()).replaceAll(/\s/g, '').replace('월', '월 ')
}

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

test('a turn comes to the open page, is accepted, and the hospital confirms', async ({ open, call }) => {
  const stock = await newStock(call, 1)
  await booked(open, call, stock)
  const page = await open({ phone: true })
  await enter(page, newCitizen('시험대기자'))
  const id = await test.step('joins the line', async () => {
    await page.goto(at('/book/wait', stock.wish))
    await page.getByRole('radio', { name: '날짜에 관계없이' }).check()
    await page.getByRole('button', { name: '대기 신청하기' }).click()
    await expect(heading(page)).toHaveText('대기를 신청했습니다')
    await page.getByRole('link', { name: '대기 상태 보기' }).click()
    await expect(statusTag(page)).toHaveText('예약 대기')
    await expect(page.getByRole('main')).toContainText('백신 1회분을 30분 동안 맡아 둡니다')
    return page.url().split('/my/')[1]
  })
  await expectLive(page)
  await mark(page)

  await test.step('a further supply: the turn arrives', async () => {
    await stock.add(1)
    await expect(statusTag(page)).toHaveText('예약 가능')
    await expect(statusPanel(page)).toContainText(/\d+월 \d+일 \d+:\d\d까지 백신 1회분을 맡아 둡니다\./)
    await expect(page.getByRole('timer')).toContainText(/(29|30):\d\d/)
    await expect(page.getByRole('link', { name: '다음 사람에게 넘기기' })).toBeVisible()
    await expectSamePage(page)
  })
  await test.step('chooses a day', async () => {
    await page.getByRole('link', { name: '날짜 선택하기' }).click()
    await expect(heading(page)).toHaveText('접종 날짜를 선택해 주세요')
    await expect(page.getByRole('timer')).toContainText(/\d+:\d\d/)
    await page.getByRole('main').getByRole('button', { name: '이 날짜로 예약 신청하기' }).click()
    await expect(page.getByRole('alert')).toContainText('날짜를 선택해 주세요.')
    const day = await chooseDay(page)
    await page.getByRole('main').getByRole('button', { name: '이 날짜로 예약 신청하기' }).click()
    await expect(heading(page)).toHaveText('예약을 등록했습니다')
    await expect(page.getByRole('main')).toContainText(day)
    await page.getByRole('link', { name: '예약 상태 보기' }).click()
    await expect(statusTag(page)).toHaveText('예약 등록')
  })
  await expectLive(page)
  await accept(stock.desk, id)
  await expect(statusTag(page)).toHaveText('예약 완료')
  await expect(page.getByRole('img', { name: /QR 코드, 예약번호/ })).toBeVisible()

  await test.step('the log of turns shows it without a name', async () => {
    await page.goto(`/hospitals/${stock.wish.hospital}/line`)
    await expect(page.getByRole('row').filter({ hasText: '수락' }).first()).toContainText(/\d+번/)
    await expect(page.getByRole('main')).not.toContainText('시험대기자')
  })
})

test('an offer that runs out goes to the next, and the page says so', async ({ open, call, alimi }) => {
  const stock = await newStock(call, 1)
  await booked(open, call, stock, { expected: CUT_OFF })
  const { page } = await inLine(open, call, stock, { expected: CUT_OFF })
  const { page: other } = await inLine(open, call, stock, { expected: CUT_OFF }, '최다음')
  await expectLive(page)
  await stock.add(1)
  await expect(statusTag(page)).toHaveText('예약 가능')
  await atTen(alimi, 31)
  await expect(statusTag(page)).toHaveText('예약 대기', { timeout: 20_000 })
  await expect(statusPanel(page)).toContainText('대기 순서는 그대로입니다.')
  await expect(page.getByRole('listitem').filter({ hasText: '시간이 지나 다음 사람에게 갔습니다.' })).toBeVisible()
  await expect(statusTag(other)).toHaveText('예약 가능', { timeout: 20_000 })
})

for (const [n, [how, way]] of WAYS.entries()) {
  test.describe(how, () => {
    test.use({ way })

    test('a dose that is passed on reaches the next in line; who leaves gives it up', async ({ open, call }) => {
      const stock = await newStock(call, 1)
      await booked(open, call, stock)
      const { page: first } = await inLine(open, call, stock)
      const { page: second } = await inLine(open, call, stock, {}, '최다음')
      await stock.add(1)
      await expectStatus(first, '예약 가능')
      await first.getByRole('link', { name: '다음 사람에게 넘기기' }).click()
      await expect(heading(first)).toHaveText('다음 사람에게 넘기시겠습니까?')
      await first.getByRole('button', { name: '다음 사람에게 넘기기' }).click()
      await expect(first.getByRole('status').filter({ hasText: '다음 사람에게 넘겼습니다. 대기 순서는 그대로입니다.' })).toBeVisible()
      await expect(statusTag(first)).toHaveText('예약 대기')
      await expect(first.getByRole('main')).toContainText('대기 순서 1번째')

      await expectStatus(second, '예약 가능')
      await second.getByRole('link', { name: '대기 취소하기' }).click()
      await expect(second.getByRole('main')).toContainText('맡아 둔 백신은 다음 사람에게 가고')
      await second.getByRole('button', { name: '대기 취소하기' }).click()
      await expect(statusTag(second)).toHaveText('대기 취소')
      // A dose that becomes free later is a new chance.
      await expectStatus(first, '예약 가능')
    })

    test('cancelling a booking frees its dose for the next in line', async ({ open, call }) => {
      const stock = await newStock(call, 1)
      const { page: booker } = await booked(open, call, stock)
      const { page } = await inLine(open, call, stock)
      await booker.getByRole('link', { name: '예약 취소하기' }).click()
      await expect(heading(booker)).toHaveText('예약을 취소하시겠습니까?')
      await booker.getByRole('button', { name: '예약 취소하기' }).click()
      await expect(booker.getByRole('status').filter({ hasText: '예약을 취소했습니다.' })).toBeVisible()
      await expect(statusTag(booker)).toHaveText('예약 취소')
      await expect(booker.getByRole('main')).toContainText('직접 취소했습니다.')
      await expectStatus(page, '예약 가능')
    })

    test('a booking moves to another day, and stands where that day cannot be had', async ({ open, call }) => {
      const stock = await newStock(call, 1)
      const { page, id } = await booked(open, call, stock)
      await accept(stock.desk, id)
      await expectStatus(page, '예약 완료')
      const before = await page.locator('.summary__row').filter({ hasText: '접종 날짜' }).locator('dd').innerText()
      await page.getByRole('link', { name: '날짜 바꾸기' }).click()
      await expect(heading(page)).toHaveText('바꿀 날짜를 선택해 주세요')
      // Another one for each way of coming: a day with bookings is not closed.
      const closing = stock.dates[3 + n]
      await page.locator(`input[value="${closing}"]`).check()
      await page.getByRole('main').getByRole('button', { name: '바꿀 내용 확인하기' }).click()
      await expect(heading(page)).toHaveText('바꿀 날짜를 확인해 주세요')
      await expect(page.getByRole('main')).toContainText('병원이 다시 접수해야 확정됩니다.')
      await stock.turn(closing, 'close')
      await page.getByRole('button', { name: '날짜 바꾸기' }).click()
      await expect(page.getByRole('alert')).toContainText('접종하지 않는 날입니다.')
      await expect(page.getByRole('main')).toContainText(`지금 예약은 그대로입니다: ${before}`)
      await stock.turn(closing, 'reopen')
      await page.getByRole('button', { name: '날짜 바꾸기' }).click()
      await expect(page.getByRole('status').filter({ hasText: '날짜를 바꿔 다시 신청했습니다.' })).toBeVisible()
      await expect(statusTag(page)).toHaveText('예약 등록')
      await expect(page.getByRole('listitem').filter({ hasText: '날짜 변경' })).toHaveAttribute('aria-current', 'step')
    })
  })
}

test('without scripts a turn is there on reload, and is accepted', async ({ open, call }) => {
  const stock = await newStock(call, 1)
  await booked(open, call, stock)
  const { page } = await inLine(open, call, stock, { javaScript: false })
  await stock.add(1)
  await expectStatus(page, '예약 가능')
  await expect(statusPanel(page)).toContainText(/\d+:\d\d까지 백신 1회분을 맡아 둡니다\./)
  await expect(page.getByText('남은 시간'), 'a clock that stands still is not shown').toBeHidden()
  await page.getByRole('link', { name: '날짜 선택하기' }).click()
  await chooseDay(page)
  await page.getByRole('main').getByRole('button', { name: '이 날짜로 예약 신청하기' }).click()
  await expect(heading(page)).toHaveText('예약을 등록했습니다')
})
