// The desk, when people come: found by whatever they say, vaccinated from a lot, with a booking or without.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { bookAndAccept, expectHeading, expectStatus, openMine, record, row } from './fixtures/desk'
import { expectRefused } from './fixtures/form'
import { type Citizen, HOSPITAL, newCitizen, unique } from './fixtures/people'
import { enterStaff, openStaff, post, vaccinate } from './fixtures/quick'
import { banner, openHospital, receiveAndRegister, registerVaccine, supply } from './fixtures/supply'
import { expect, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

async function find(desk: Page, typed: string): Promise<void> {
  await desk.goto('/desk/visits')
  await desk.getByLabel('예약번호, 이름 또는 휴대전화 번호').fill(typed)
  await desk.getByRole('button', { name: '찾기' }).click()
}

async function fillWalkIn(desk: Page, { name, birth, phone }: Citizen, lot?: string): Promise<void> {
  await desk.goto('/desk/walk-in')
  await desk.getByLabel('이름').fill(name)
  for (const [i, part] of ['년', '월', '일'].entries()) await desk.getByLabel(part, { exact: true }).fill(birth[i])
  await desk.getByLabel('휴대전화').fill(phone)
  if (lot) await desk.getByLabel(lot).check()
}

/** The hospital vaccinates today, whatever weekday it is. */
async function openEveryWeekday(admin: Page): Promise<void> {
  await openHospital(admin, HOSPITAL)
  for (const box of await admin.getByRole('checkbox').all()) await box.uncheck()
  await admin.getByRole('button', { name: '변경 내용 저장하기' }).click()
  await expect(banner(admin, '변경한 내용을 저장했습니다.')).toBeVisible()
}

for (const [i, [how, way]] of WAYS.entries()) {
  /** A name that no other way of coming has: all of them meet at one desk. */
  const named = (name: string) => name + '가나다라'[i]

  test.describe(how, () => {
    test.use({ way })

    test('a booking is found by number, phone and name, and vaccinated; the open page says so', async ({ open, call }) => {
      const booked = await bookAndAccept(call, named('데모접종자'))
      const mine = await openMine(open, booked)
      const desk = await openStaff(open, call, 'desk')
      for (const typed of [booked.number.toLowerCase(), booked.citizen.phone, booked.citizen.phone.slice(-4), named('데모접종자')]) {
        await find(desk, typed)
        await expect(row(desk, booked.number), typed).toContainText('예약 완료')
        expect(desk.url(), 'what is typed stays out of addresses').toMatch(/\/desk\/visits$/)
      }
      await row(desk, booked.number).getByRole('link', { name: '접종 처리' }).click()
      await expectHeading(desk, `접종 처리 ${booked.number}`)
      for (const text of [named('데모접종자'), '1980년 3월 2일', booked.citizen.phone]) await expect(desk.getByRole('main')).toContainText(text)
      await expect(desk.getByRole('radio').first(), 'the first to expire is proposed').toBeChecked()
      await record(desk)
      await expectHeading(desk, '접종을 기록했습니다')
      await expect(desk.getByRole('main')).toContainText('예약 상태는 잠시 뒤 반영됩니다.')
      await expect(desk.getByRole('main')).toContainText(/2차 접종이 남았습니다\. \d+년 \d+월 \d+일\(.\)부터 맞을 수 있습니다\.|모두 마쳤습니다/)
      await expectStatus(mine, way, '접종 완료')

      await desk.goto('/desk/vaccinations')
      await expect(row(desk, named('데모접종자'))).toContainText('접종 완료')
      await expect(row(desk, named('데모접종자'))).toContainText('예약 관리자(데모)')
      await desk.goto(`/desk/visit/${booked.id}`)
      await expect(banner(desk, '이 예약의 접종을 기록했습니다.')).toBeVisible()
      await desk.getByRole('link', { name: '이 기록 보기' }).click()
      await expectHeading(desk, '접종 기록')
    })

    test('nobody is found, and the next step is named', async ({ open, call }) => {
      const desk = await openStaff(open, call, 'desk')
      await find(desk, '')
      await expectRefused(desk, { q: '예약번호, 이름 또는 휴대전화 번호를 입력해 주세요.' })
      await find(desk, '?')
      await expectRefused(desk, { q: /이름 두 글자 이상/ })
      await expect(desk.getByLabel('예약번호, 이름 또는 휴대전화 번호')).toHaveValue('?')
      await find(desk, '없는사람')
      await expect(desk.getByRole('main')).toContainText('맞는 예약이 없습니다')
      await expect(desk).toHaveTitle(/^접종 처리/)
      await desk.locator('.empty').getByRole('link', { name: '예약 없이 온 사람 접종' }).click()
      await expectHeading(desk, '예약 없이 온 사람 접종')
    })

    test("another hospital's booking shows nobody", async ({ open, call }) => {
      const foreign = await bookAndAccept(call, named('데모타병원'), '강북삼성병원')
      const desk = await openStaff(open, call, 'desk')
      await find(desk, foreign.number)
      await expect(row(desk, foreign.number)).toContainText('예약한 병원에서 접종하도록 안내해 주세요.')
      await desk.goto(`/desk/visit/${foreign.id}`)
      await expectHeading(desk, '다른 병원의 예약입니다')
      await expect(desk.getByRole('main')).not.toContainText(named('데모타병원'))
      await find(desk, named('데모타병원'))
      await expect(desk.getByRole('main')).toContainText('맞는 예약이 없습니다')
      const answer = await post(desk, '/desk/visit/record', { id: foreign.id, lot: '1', key: randomUUID() })
      expect(answer.status()).toBe(404)
    })

    test('the same dose is not recorded twice', async ({ open, call }) => {
      const booked = await bookAndAccept(call, named('데모이중'))
      const [first, second] = [await openStaff(open, call, 'desk'), await openStaff(open, call, 'desk2')]
      for (const desk of [first, second]) {
        await desk.goto(`/desk/visit/${booked.id}`)
        await desk.getByRole('button', { name: '접종 내용 확인하기' }).click()
        await expectHeading(desk, '접종 내용을 확인해 주세요')
      }
      await first.getByRole('button', { name: '접종 기록하기' }).dblclick()
      await expectHeading(first, '접종을 기록했습니다')
      await second.getByRole('button', { name: '접종 기록하기' }).click()
      await expect(second).toHaveTitle(/^오류: /)
      await expect(second.getByRole('alert')).toContainText(/오늘 접종을 이미 기록한 사람입니다|필요한 접종을 모두 마친 사람입니다/)
    })

    test('somebody without a booking is vaccinated, and the lot is used up', async ({ open, call }) => {
      const [admin, stock, desk] = [await openStaff(open, call, 'admin'), await openStaff(open, call, 'stock'), await openStaff(open, call, 'desk')]
      await openEveryWeekday(admin)
      const [vaccine, lot] = [unique('시험백신'), unique('E2E-WALK-')]
      await registerVaccine(admin, { name: vaccine, name_en: 'Test vaccine', vials: 2, dosesPerVial: 1 })
      await supply(admin, { vaccine, lot, vials: 2 })
      await receiveAndRegister(stock, lot, 2)

      const [first, second, third] = ['데모현장', '데모다음', '데모마지막'].map((name) => newCitizen(named(name)))
      await desk.goto('/desk/walk-in')
      await desk.getByLabel('휴대전화').fill('02-123-4567')
      await desk.getByRole('button', { name: '접종 내용 확인하기' }).click()
      await expectRefused(desk, { name: '이름을 입력해 주세요.', birth: '생년월일의 연, 월, 일을 모두 입력해 주세요.', phone: /010/, lot: '로트를 선택해 주세요.' })
      await expect(desk.getByLabel('휴대전화')).toHaveValue('02-123-4567')

      await fillWalkIn(desk, first, lot)
      await desk.getByRole('button', { name: '접종 내용 확인하기' }).click()
      await expectHeading(desk, '접종 내용을 확인해 주세요')
      for (const text of [first.name, '1980년 3월 2일', first.phone, lot]) await expect(desk.getByRole('main')).toContainText(text)
      await desk.getByRole('button', { name: '내용 고치기' }).click()
      await expectHeading(desk, '예약 없이 온 사람 접종')
      await expect(desk.getByLabel('이름')).toHaveValue(first.name)
      await expect(desk.getByLabel(lot)).toBeChecked()
      await record(desk)
      await expectHeading(desk, '접종을 기록했습니다')
      await expect(desk.getByRole('main')).toContainText('필요한 접종을 모두 마쳤습니다.')
      expect(desk.url()).not.toContain('name')

      await fillWalkIn(desk, first, lot)
      await record(desk)
      await expect(desk.getByRole('alert')).toContainText('필요한 접종을 모두 마친 사람입니다.')
      await expect(desk.getByLabel('이름')).toHaveValue(first.name)
      // A number that is somebody else's: one wrong digit would show the record to a stranger.
      await fillWalkIn(desk, { ...second, phone: first.phone }, lot)
      await desk.getByRole('button', { name: '접종 내용 확인하기' }).click()
      await expect(desk.getByRole('main')).toContainText('휴대전화 번호를 다시 확인해 주세요')
      await fillWalkIn(desk, second, lot)
      await record(desk)
      await expect(desk.getByRole('link', { name: '같은 로트로 다음 사람 접종하기' })).toHaveAttribute('href', /\/desk\/walk-in\?lot=\d+$/)
      await expectHeading(desk, '접종을 기록했습니다')
      await fillWalkIn(desk, third, lot)
      await desk.getByRole('button', { name: '접종 내용 확인하기' }).click()
      await expectRefused(desk, { lot: '남은 접종분이 없는 로트입니다. 다른 로트를 선택해 주세요.' })
      await expect(desk.getByLabel('이름')).toHaveValue(third.name)

      await desk.goto('/desk/vaccinations')
      await expect(row(desk, first.name)).toContainText('예약 없이')
      await desk.goto('/desk/visits')
      await expect(desk.getByRole('main')).toContainText(/예약 없이 [2-9]명/)
    })
  })
}

test('doses are recorded while the workers are down, and the status follows', async ({ open, call, alimi }) => {
  const booked = await bookAndAccept(call, '데모나중')
  await alimi.restart({ ALIMI_WORKERS: 'false' })
  const desk = await openStaff(open, call, 'desk')
  await desk.goto(`/desk/visit/${booked.id}`)
  await record(desk)
  await expect(desk.getByRole('main')).toContainText('예약 상태는 잠시 뒤 반영됩니다.')
  await desk.goto('/desk/vaccinations')
  await expect(row(desk, '데모나중')).toContainText('상태 반영 중')
  await desk.goto(`/desk/requests/${booked.id}`)
  await expect(desk.getByRole('main')).toContainText('예약 완료')
  await alimi.restart()
  await expect(async () => {
    await desk.goto('/desk/vaccinations')
    await expect(row(desk, '데모나중')).toContainText('접종 완료', { timeout: 500 })
  }).toPass({ timeout: 15_000 })
})

test('records and their file are for the desk they belong to', async ({ call }) => {
  const booked = await bookAndAccept(call, '데모파일')
  const [desk, stock, nobody] = [await call(), await call(), await call()]
  await Promise.all([enterStaff(desk, 'desk'), enterStaff(stock, 'stock')])
  const id = await vaccinate(desk, booked.id)
  const file = await desk.request.get('/desk/vaccinations.csv')
  expect(file.headers()).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' })
  expect(file.headers()['content-disposition']).toMatch(/^attachment; filename="vaccinations-\d{4}-\d\d-\d\d\.csv"$/)
  expect(await file.text()).toContain('데모파일,1980-03-02')
  const pages = ['/desk/vaccinations.csv', '/desk/vaccinations', `/desk/vaccinations/${id}`, `/desk/visit/${booked.id}`, '/desk/visits', '/desk/walk-in']
  for (const [who, status] of [[stock, 403], [booked.client, 403], [nobody, 401]] as const) {
    for (const page of pages) expect((await who.request.get(page)).status(), page).toBe(status)
    for (const form of ['/desk/visits', '/desk/visit/record', '/desk/walk-in/record', '/desk/vaccinations/void', '/desk/requests/cancel']) {
      expect((await post(who, form, { id })).status(), form).toBe(status)
    }
  }
  const wrong = { id: booked.id, lot: '999999', key: randomUUID() }
  expect((await post(desk, '/desk/visit/record', wrong)).status(), 'a lot of another hospital').toBe(404)
})
