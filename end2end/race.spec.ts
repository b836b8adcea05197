// Two people, and one place or one dose: the second keeps everything typed, and reads what to do.
import type { Page } from '@playwright/test'
import { choose, send, statusPanel, statusTag } from './fixtures/booking'
import { HOSPITAL, newCitizen, unique } from './fixtures/people'
import { at, enter, openStaff, type Wish } from './fixtures/quick'
import { receiveAndRegister, registerVaccine, setCapacity, supply } from './fixtures/supply'
import { become, type Call, expect, type Open, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'

/** Two citizens, each on the last page before the request. */
async function twoAtTheCheck(open: Open, call: Call, wish: Wish): Promise<[Page, Page]> {
  const two = [await open({ phone: true }), await open({ phone: true })] as [Page, Page]
  for (const [i, page] of two.entries()) {
    const client = await call()
    await enter(client, newCitizen(['시험먼저', '시험나중'][i]))
    await become(page, client)
    await page.goto(at('/book/check', wish))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('예약 내용을 확인해 주세요')
  }
  return two
}

async function expectKept(page: Page, name: string, vaccine: string): Promise<void> {
  await expect(page).toHaveTitle(/^오류: /)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('예약 내용을 확인해 주세요')
  for (const text of [HOSPITAL, vaccine, name]) await expect(page.getByRole('main')).toContainText(text)
}

for (const [n, [how, way]] of WAYS.entries()) {
  test.describe(how, () => {
    test.use({ way })

    test('the last place of a day', async ({ open, call }) => {
      // One more than the way before has taken.
      await setCapacity(await openStaff(open, call, 'admin'), HOSPITAL, n + 1)
      const choices = await readChoices(await call())
      const [wish, [name]] = [firstOf(choices), Object.keys(choices.vaccines)]
      const [first, second] = await twoAtTheCheck(open, call, wish)
      await send(first)

      await second.getByRole('button', { name: '예약 신청하기' }).click()
      await expect(second.getByRole('alert')).toContainText('방금 예약이 마감되었습니다. 다른 날짜를 고르거나 대기를 신청할 수 있습니다.')
      await expect(second.getByRole('alert')).toBeFocused()
      await expectKept(second, '시험나중', name)

      await test.step('joins the line for that day', async () => {
        await second.getByRole('link', { name: '이 날짜에 대기 신청하기' }).click()
        await expect(second.getByRole('heading', { level: 1 })).toHaveText('대기를 신청하시겠습니까?')
        await expect(second.getByRole('main')).toContainText(HOSPITAL)
        await expect(second.getByRole('radio', { checked: true }).first()).toBeChecked()
        await second.getByRole('button', { name: '대기 신청하기' }).click()
        await expect(second.getByRole('heading', { level: 1 })).toHaveText('대기를 신청했습니다')
        await expect(second.getByRole('main')).toContainText('대기 순서 1번째 · 모두 1명 대기')
        await second.getByRole('link', { name: '대기 상태 보기' }).click()
        await expect(statusTag(second)).toHaveText('예약 대기')
        await expect(statusPanel(second)).toContainText('대기 순서 1번째 · 모두 1명 대기')
      })

      await test.step('leaves the line again', async () => {
        await second.getByRole('link', { name: '대기 취소하기' }).click()
        await expect(second.getByRole('heading', { level: 1 })).toHaveText('대기를 취소하시겠습니까?')
        await second.getByRole('button', { name: '대기 취소하기' }).click()
        await expect(second.getByRole('status').filter({ hasText: '대기를 취소했습니다.' })).toBeVisible()
        await expect(statusTag(second)).toHaveText('대기 취소')
      })

      await test.step('takes another date instead', async () => {
        await second.goto(at('/book/check', wish))
        await second.getByRole('link', { name: '다른 날짜 고르기' }).click()
        await expect(second.getByRole('radio', { name: name })).toBeChecked()
        await choose(second)
        await send(second)
      })
    })

    test('the last dose of a vaccine', async ({ open, call }) => {
      const [admin, stock] = [await openStaff(open, call, 'admin'), await openStaff(open, call, 'stock')]
      const [vaccine, lot] = [unique('한회분백신'), unique('E2E-ONE-')]
      await registerVaccine(admin, { name: vaccine, name_en: 'One-dose vaccine', vials: 1, dosesPerVial: 1 })
      await supply(admin, { vaccine, lot, vials: 1 })
      await receiveAndRegister(stock, lot, 1)
      const choices = await readChoices(await call())
      const wish = { hospital: choices.hospital, vaccine: choices.vaccines[vaccine], date: choices.dates[1] }
      const [first, second] = await twoAtTheCheck(open, call, wish)
      await send(first)

      await second.getByRole('button', { name: '예약 신청하기' }).click()
      await expect(second.getByRole('alert')).toContainText('남은 백신이 없습니다. 다른 병원을 고르거나 대기를 신청할 수 있습니다.')
      await expectKept(second, '시험나중', vaccine)
      await expect(second.getByRole('link', { name: '백신과 날짜 다시 고르기' })).toBeVisible()
      await second.getByRole('link', { name: '대기 신청하기' }).click()
      await expect(second.getByRole('radio', { name: vaccine })).toBeChecked()
      await second.getByRole('radio', { name: '날짜에 관계없이' }).check()
      await second.getByRole('button', { name: '대기 신청하기' }).click()
      await expect(second.getByRole('main')).toContainText('대기 순서 1번째 · 모두 1명 대기')

      await test.step('nobody waits twice in one line', async () => {
        await second.goto(at('/book/wait', wish))
        await second.getByRole('button', { name: '대기 신청하기' }).click()
        await expect(second.getByRole('alert')).toContainText('이미 이 병원에서 대기하고 있습니다.')
        await second.getByRole('link', { name: '신청한 대기 보기' }).click()
        await expect(statusTag(second)).toHaveText('예약 대기')
      })
    })
  })
}
