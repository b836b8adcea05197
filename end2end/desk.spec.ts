// The desk's second thoughts: a record is corrected, a booking is cancelled, a request has waited too long.
import { inDatabase } from './fixtures/facts'
import { bookAndAccept, expectHeading, expectStatus, openMine, record, row } from './fixtures/desk'
import { expectRefused } from './fixtures/form'
import { HOSPITAL, newCitizen } from './fixtures/people'
import { book, enter, enterStaff, openStaff, post, vaccinate } from './fixtures/quick'
import { banner } from './fixtures/supply'
import { become, expect, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'

for (const [i, [how, way]] of WAYS.entries()) {
  /** A name that no other way of coming has: all of them meet at one desk. */
  const named = (name: string) => name + '가나다라'[i]

  test.describe(how, () => {
    test.use({ way })

    test('a record is corrected by somebody else than who made it', async ({ open, call }) => {
      const booked = await bookAndAccept(call, named('데모정정'))
      const [desk, second] = [await openStaff(open, call, 'desk'), await openStaff(open, call, 'desk2')]
      const id = await vaccinate(desk, booked.id)
      const mine = await openMine(open, booked)
      await expectStatus(mine, way, '접종 완료')

      await desk.goto(`/desk/vaccinations/${id}`)
      await expect(banner(desk, '다른 담당자가 정정할 수 있습니다')).toBeVisible()
      await expect(desk.getByRole('link', { name: '기록 정정하기' })).toHaveCount(0)
      const refused = await post(desk, '/desk/vaccinations/void', { id, reason: 'wrong_lot' })
      expect(refused.status()).toBe(422)
      expect(await refused.text()).toContain('기록한 사람은 정정할 수 없습니다.')

      await second.goto('/desk/vaccinations')
      await row(second, named('데모정정')).getByRole('link', { name: named('데모정정') }).click()
      await second.getByRole('link', { name: '기록 정정하기' }).click()
      await second.getByRole('button', { name: '기록 정정하기' }).click()
      await expectRefused(second, { reason: '정정 사유를 선택해 주세요.' })
      await second.getByLabel('다른 로트로 기록함').check()
      await second.getByRole('button', { name: '기록 정정하기' }).click()
      await expect(banner(second, '기록을 정정했습니다.')).toBeVisible()
      await expectStatus(mine, way, '예약 완료')

      await second.getByRole('link', { name: '이 예약 다시 열기' }).click()
      await record(second)
      await expectHeading(second, '접종을 기록했습니다')
      await second.goto('/desk/vaccinations')
      await expect(row(second, named('데모정정')).filter({ hasText: '다른 로트로 기록함' }).locator('s').first()).toHaveText(named('데모정정'))
      await expect(row(second, named('데모정정'))).toHaveCount(2)
    })

    test('the admin corrects a record where nobody else at the hospital can', async ({ open, call }) => {
      const booked = await bookAndAccept(call, named('데모관리'))
      const desk = await call()
      await enterStaff(desk, 'desk')
      const id = await vaccinate(desk, booked.id)
      const mine = await openMine(open, booked)
      await expectStatus(mine, way, '접종 완료')
      const admin = await openStaff(open, call, 'admin')
      await admin.goto(`/admin/records/${id}`)
      await expect(admin.getByRole('main')).toContainText(HOSPITAL)
      await admin.getByRole('button', { name: '기록 정정하기' }).click()
      await expectRefused(admin, { reason: '정정 사유를 선택해 주세요.' })
      await admin.getByLabel('실제로 접종하지 않음').check()
      await admin.getByRole('button', { name: '기록 정정하기' }).click()
      await expect(banner(admin, '기록을 정정했습니다.')).toBeVisible()
      await expect(admin.getByRole('button', { name: '기록 정정하기' })).toHaveCount(0)
      await expectStatus(mine, way, '예약 완료')
      await admin.goto('/admin/log?action=vaccination_voided')
      await expect(row(admin, id)).toContainText('접종 기록 정정')
    })

    test('a slip is undone by cancelling, with a reason that the person reads', async ({ open, call }) => {
      const client = await call()
      await enter(client, newCitizen(named('데모취소')))
      const wish = firstOf(await readChoices(await call()))
      const id = await book(client, wish)
      const page = await open({ phone: true })
      await become(page, client)
      await page.goto(`/my/${id}`)
      const desk = await openStaff(open, call, 'desk')
      await desk.goto('/desk/requests')
      await row(desk, named('데모취소')).getByRole('button', { name: '접수하기' }).click()
      await desk.getByRole('link', { name: '이 예약 취소하기' }).click()
      await expectHeading(desk, '이 예약을 취소하시겠습니까?')
      await expect(desk.getByRole('main')).toContainText('대기하는 사람에게는 따로 알리지 않습니다.')
      await desk.getByRole('button', { name: '예약 취소하기' }).click()
      await expectRefused(desk, { reason: '취소 사유를 선택해 주세요.' })
      await desk.getByLabel('그 밖의 사유').check()
      await desk.getByRole('button', { name: '예약 취소하기' }).click()
      await expectRefused(desk, { note: /사유를 적어 주세요/ })
      await desk.getByLabel('덧붙이는 말').fill('정전으로 진료를 쉽니다.')
      await desk.getByRole('button', { name: '예약 취소하기' }).click()
      await expect(banner(desk, '예약을 취소했습니다.')).toContainText('대기하는 사람에게는 알리지 않았습니다.')
      await expect(desk.getByRole('main')).toContainText('병원이 취소')
      await expectStatus(page, way, '예약 취소')
      await desk.goto(`/desk/days/${wish.date}`)
      await expect(row(desk, named('데모취소'))).toContainText('병원이 취소')
      await desk.goto(`/desk/requests/${id}/cancel`)
      await expect(desk).toHaveURL(`/desk/requests/${id}`)
    })
  })
}

test('requests that have waited for more than a day stand out', async ({ open, call, alimi }) => {
  const client = await call()
  await enter(client, newCitizen('데모오래'))
  const id = await book(client, firstOf(await readChoices(await call())))
  const desk = await openStaff(open, call, 'desk')
  await desk.goto('/desk')
  await expect(desk.getByRole('main')).not.toContainText('하루 넘게')
  // What only time would do.
  await inDatabase(alimi.database, `UPDATE reservations SET requested_at = requested_at - interval '25 hours' WHERE reservation_id = '${id}'`)
  await desk.reload()
  await expect(banner(desk, '하루 넘게 접수를 기다리는 예약이 1건 있습니다.')).toBeVisible()
  await desk.goto('/desk/requests')
  await expect(row(desk, '데모오래')).toContainText('24시간 지남')
})
