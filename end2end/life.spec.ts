// The whole life of a dose in one walk: somebody waits, a supply brings a turn, the turn becomes a
// booking, the hospital accepts and vaccinates, and the next dose is booked from its earliest day.
import { statusPanel, statusTag } from './fixtures/booking'
import { expectStatus } from './fixtures/desk'
import { atTen, newStock, wait } from './fixtures/line'
import { newCitizen } from './fixtures/people'
import { accept, book, enter, vaccinate } from './fixtures/quick'
import { become, expect, test, type Visit } from './fixtures/visit'
import { WITHOUT } from './fixtures/ways'

test.describe.configure({ mode: 'serial' })
test.beforeEach(async ({ alimi }) => atTen(alimi))

const WAYS: [string, Visit][] = [['as most people come', {}], WITHOUT[0]]

for (const [how, way] of WAYS) {
  test(`from waiting to the second dose, ${how}`, async ({ open, call }) => {
    const stock = await newStock(call, 1, 2)
    const [first, client, page] = [await call(), await call(), await open({ phone: true, ...way })]
    await enter(first)
    await book(first, stock.wish)
    await enter(client, newCitizen('시험접종자'))
    const id = await wait(client, stock.wish)
    await become(page, client)
    await page.goto(`/my/${id}`)
    await expectStatus(page, way, '예약 대기')

    await stock.add(2)
    await expectStatus(page, way, '예약 가능')
    await page.getByRole('link', { name: '날짜 선택하기' }).click()
    await page.getByRole('group', { name: '접종 날짜' }).locator('label').filter({ has: page.locator('input:enabled') }).first().click()
    await page.getByRole('main').getByRole('button', { name: '이 날짜로 예약 신청하기' }).click()
    await page.goto(`/my/${id}`)
    await expectStatus(page, way, '예약 등록')
    await accept(stock.desk, id)
    await expectStatus(page, way, '예약 완료')
    await vaccinate(stock.desk, id)
    await expectStatus(page, way, '접종 완료')
    await page.reload()
    await expect(statusPanel(page)).toContainText('접종 완료')

    await page.goto('/my')
    await expect(page.getByRole('main')).toContainText('접종 중')
    await expect(page.getByRole('main')).toContainText(/2차 접종: \d+년 \d+월 \d+일\(.\)부터 할 수 있습니다\./)
    await page.getByRole('link', { name: '2차 접종 예약하기' }).first().click()
    await page.getByRole('group', { name: '접종 날짜' }).locator('label').filter({ has: page.locator('input:enabled') }).first().click()
    await page.getByRole('main').getByRole('button', { name: '예약 내용 확인하기' }).click()
    await page.getByRole('button', { name: '예약 신청하기' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('예약을 등록했습니다')
    await page.getByRole('link', { name: '예약 상태 보기' }).click()
    await expect(statusTag(page)).toHaveText('예약 등록')
  })
}
