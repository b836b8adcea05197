// The main job, whole: a citizen on a phone finds a hospital and books; its manager answers; the
// citizen's open page says so by itself. And the same without scripts, and without any package.
import type { Page } from '@playwright/test'
import { choose, findHospital, enterPerson, freeDates, send, signIn, statusPanel, statusTag } from './fixtures/booking'
import { accept, reject } from './fixtures/desk'
import { expectLive, expectSamePage, mark, momentOf } from './fixtures/live'
import { HOSPITAL, newCitizen, signInStaff } from './fixtures/people'
import { expect, type Open, test } from './fixtures/visit'
import { OTHERWISE } from './fixtures/ways'

/** From the home page to the open page of the new reservation; gives back its number. */
async function book(page: Page, citizen = newCitizen()): Promise<string> {
  await test.step('finds the hospital and a free date', async () => {
    await findHospital(page, HOSPITAL)
    await freeDates(page).first().click()
  })
  await test.step('signs in, and comes back to the booking', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('로그인')
    await signIn(page, citizen)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('접종받을 사람을 입력해 주세요')
    await enterPerson(page, citizen)
  })
  const { vaccine, date } = await test.step('chooses vaccine and date', () => choose(page))
  return await test.step('checks, sends and reads the number', async () => {
    const summary = page.getByRole('main')
    for (const text of [HOSPITAL, vaccine, date, citizen.name, '1980년 3월 2일생']) await expect(summary).toContainText(text)
    const number = await send(page)
    await page.getByRole('link', { name: '예약 상태 보기' }).click()
    await expect(page).toHaveURL(/\/my\/[0-9a-f-]{36}$/)
    await expect(statusTag(page)).toHaveText('예약 등록')
    await expect(page.getByRole('main')).toContainText(number)
    return number
  })
}

async function signInDesk(open: Open): Promise<Page> {
  const desk = await open()
  await signInStaff(desk, 'desk')
  await expect(desk.getByRole('banner'), 'whose desk it is').toContainText(HOSPITAL)
  return desk
}

test.describe('as most people come', () => {
  test('a booking is accepted, and the open page shows it within a second', async ({ open }) => {
    const citizen = await open({ phone: true })
    const number = await book(citizen)
    await expectLive(citizen)
    await mark(citizen)

    const desk = await signInDesk(open)
    const changed = momentOf(citizen, '.status-panel__tag', '예약 완료')
    const answered = await accept(desk, number)
    const late = (await changed) - answered
    test.info().annotations.push({ type: 'ms from the banner to the open page', description: String(late) })
    expect(late).toBeLessThan(1_000)
    await expect(statusPanel(citizen)).toContainText('예약이 확정되었습니다')
    await expectSamePage(citizen)

    await citizen.reload()
    await expect(statusTag(citizen)).toHaveText('예약 완료')
    await expect(citizen.getByRole('listitem').filter({ hasText: '예약 완료' })).toHaveAttribute('aria-current', 'step')
  })

  test('a booking is refused, and dose and place come back', async ({ open }) => {
    const citizen = await open({ phone: true })
    const onlooker = await open({ phone: true })
    await findHospital(onlooker, HOSPITAL)
    const before = await freeDates(onlooker).first().innerText()
    const doses = await onlooker.getByRole('table').innerText()
    const number = await book(citizen)
    await onlooker.reload()
    expect(await freeDates(onlooker).first().innerText(), 'one place is held').not.toBe(before)
    await expectLive(citizen)
    await mark(citizen)

    const desk = await signInDesk(open)
    const changed = momentOf(citizen, '.status-panel__tag', '예약 불가')
    const answered = await reject(desk, number, '그날 접종할 수 없음', '정전으로 진료를 쉽니다.')
    expect((await changed) - answered).toBeLessThan(1_000)
    await expect(statusPanel(citizen)).toContainText('병원이 예약을 접수하지 못했습니다')
    await expectSamePage(citizen)

    await citizen.reload()
    await expect(statusPanel(citizen)).toContainText('병원 사정으로 그날 접종할 수 없게 되었습니다.')
    await expect(statusPanel(citizen)).toContainText('정전으로 진료를 쉽니다.')
    await expect(citizen.getByRole('link', { name: '다시 예약하기' })).toBeVisible()
    await expect(async () => {
      await onlooker.reload()
      expect(await freeDates(onlooker).first().innerText()).toBe(before)
      expect(await onlooker.getByRole('table').innerText()).toBe(doses)
    }, 'the release follows within a second or so').toPass({ timeout: 5_000 })
  })
})

for (const [how, way] of OTHERWISE) {
  test.describe(how, () => {
    test.use({ way })

    test('the journey, and a reload shows what the hospital answered', async ({ open }) => {
      const citizen = await open({ phone: true })
      const desk = await signInDesk(open)
      const accepted = await book(citizen)
      await accept(desk, accepted)
      await citizen.reload()
      await expect(statusTag(citizen)).toHaveText('예약 완료')
      await expect(statusPanel(citizen)).toContainText('예약이 확정되었습니다')

      const other = await open({ phone: true })
      const rejected = await book(other, newCitizen('시험거절'))
      await reject(desk, rejected, '그 밖의 사유', '담당 의사가 휴진합니다.')
      await other.reload()
      await expect(statusTag(other)).toHaveText('예약 불가')
      await expect(statusPanel(other)).toContainText('담당 의사가 휴진합니다.')
    })
  })
}
