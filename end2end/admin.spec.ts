// The admin's and the vaccine manager's work, from a new hospital to doses that people can book.
import { findHospital } from './fixtures/booking'
import { expectRefused } from './fixtures/form'
import { HOSPITAL, unique } from './fixtures/people'
import { openStaff } from './fixtures/quick'
import { banner, openHospital, prepareSupply, receiveAndRegister, registerVaccine, setCapacity, supply } from './fixtures/supply'
import { expect, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('a hospital is registered: bad input is named at its fields and kept', async ({ open, call }) => {
      const admin = await openStaff(open, call, 'admin')
      const name = unique('시험병원')
      await admin.goto('/admin')
      await admin.getByRole('main').getByRole('link', { name: '병원 등록' }).click()
      await admin.getByLabel('일별 최대 접종 인원').fill('많이')
      await admin.getByLabel('당일 예약 마감 시각').fill('25시')
      await admin.getByLabel('토요일').check()
      await admin.getByLabel('모두에게 알림').check()
      await admin.getByLabel('접종 기회를 잡아 두는 시간').fill('2')
      await admin.getByRole('button', { name: '병원 등록하기' }).click()
      await expectRefused(admin, {
        name: '병원 이름을 입력해 주세요.',
        province: '지역을 선택해 주세요.',
        daily_capacity: /일별 최대 접종 인원: /,
        closes_at: /당일 예약 마감 시각: /,
        offer_minutes: /접종 기회를 잡아 두는 시간: 5에서 1,440 사이의 숫자를 입력해 주세요\./,
      })
      await expect(admin.getByLabel('일별 최대 접종 인원')).toHaveValue('많이')
      await expect(admin.getByLabel('당일 예약 마감 시각')).toHaveValue('25시')
      await expect(admin.getByLabel('토요일')).toBeChecked()
      await expect(admin.getByLabel('모두에게 알림')).toBeChecked()
      await expect(admin.getByLabel('접종 기회를 잡아 두는 시간')).toHaveValue('2')
      await admin.getByLabel('접종 기회를 잡아 두는 시간').fill('45')
      await admin.getByRole('alert').getByRole('link', { name: /^병원 이름/ }).click()
      await expect(admin.getByLabel('병원 이름')).toBeFocused()

      await admin.getByLabel('병원 이름').fill(name)
      await admin.getByLabel('지역').selectOption('제주특별자치도')
      await admin.getByLabel('일별 최대 접종 인원').fill('30')
      await admin.getByLabel('당일 예약 마감 시각').fill('17:30')
      await admin.getByRole('button', { name: '병원 등록하기' }).click()
      await expect(banner(admin, `${name}: 전담 병원으로 등록했습니다.`)).toBeVisible()
      await expect(admin.getByLabel('토요일')).toBeChecked()
      await expect(admin.getByLabel('모두에게 알림')).toBeChecked()
      await expect(admin.getByLabel('접종 기회를 잡아 두는 시간')).toHaveValue('45')

      const citizen = await open({ phone: true })
      await findHospital(citizen, name)
      await expect(citizen.getByRole('main')).toContainText('제주특별자치도')
      await expect(citizen.getByRole('main')).toContainText('지금은 남은 백신이 없습니다')

      await admin.goto('/admin/hospitals/new')
      await admin.getByLabel('병원 이름').fill(name)
      await admin.getByLabel('지역').selectOption('제주특별자치도')
      await admin.getByLabel('일별 최대 접종 인원').fill('30')
      await admin.getByRole('button', { name: '병원 등록하기' }).click()
      await expectRefused(admin, { name: '같은 이름이 이미 있습니다. 다른 이름을 입력해 주세요.' })
    })

    test('the capacity of a day is changed, and a day is closed and opened again', async ({ open, call }) => {
      const admin = await openStaff(open, call, 'admin')
      await setCapacity(admin, HOSPITAL, 7)
      const citizen = await open({ phone: true })
      await findHospital(citizen, HOSPITAL)
      const dates = citizen.locator('.date-list').getByRole('listitem')
      await expect(dates.first()).toContainText('7자리')
      const [date] = /\d+월 \d+일/.exec(await dates.nth(1).innerText()) ?? ['']
      const next = dates.filter({ hasText: date })
      await expect(next).toHaveCount(1)

      await openHospital(admin, HOSPITAL)
      await admin.getByRole('link', { name: '접종일 열고 닫기' }).click()
      await admin.getByRole('button', { name: `닫기 ${date}` }).click()
      await expect(banner(admin, '접종일을 닫았습니다.')).toBeVisible()
      await citizen.reload()
      await expect(next).toHaveCount(0)
      await admin.getByRole('button', { name: `다시 열기 ${date}` }).click()
      await expect(banner(admin, '접종일을 다시 열었습니다.')).toBeVisible()
      await citizen.reload()
      await expect(next).toContainText('7자리')
    })

    test('vials become doses that can be booked, and no more than there are', async ({ open, call }) => {
      const [admin, stock] = [await openStaff(open, call, 'admin'), await openStaff(open, call, 'stock')]
      await admin.goto('/admin/vaccines/new')
      await admin.getByLabel('국가 보유 수량').fill('-3')
      await admin.getByRole('button', { name: '백신 등록하기' }).click()
      await expect(admin).toHaveTitle(/^오류: /)
      await expect(admin.getByLabel('국가 보유 수량')).toHaveValue('-3')

      const [vaccine, lot] = [unique('시험백신'), unique('E2E-FOUR-')]
      await registerVaccine(admin, { name: vaccine, name_en: 'Test vaccine', vials: 10, dosesPerVial: 6 })
      await prepareSupply(admin, { vaccine, lot: 'E2E-MANY', vials: 11 })
      await expectRefused(admin, { vials: '국가 보유분이 10병 남았습니다. 그 이하로 입력해 주세요.' })
      await expect(admin.getByLabel('공급 수량')).toHaveValue('11')
      await expect(admin.getByLabel('로트번호')).toHaveValue('E2E-MANY')
      await supply(admin, { vaccine, lot, vials: 4 })
      await prepareSupply(admin, { vaccine, lot: 'E2E-SEVEN', vials: 7 })
      await expectRefused(admin, { vials: '국가 보유분이 6병 남았습니다. 그 이하로 입력해 주세요.' })

      await stock.goto('/stock/supplies')
      await expect(stock.getByRole('banner'), 'whose stock it is').toContainText(HOSPITAL)
      const row = stock.getByRole('row').filter({ hasText: lot })
      await expect(row).toContainText('배송 중')
      await receiveAndRegister(stock, lot, 24)
      await stock.goto('/stock/supplies')
      await expect(row).toContainText('등록 완료')
      await stock.goto('/stock')
      await expect(stock.getByRole('region', { name: '백신별 현황' }).getByRole('row').filter({ hasText: vaccine })).toContainText('24')
      await expect(stock.getByRole('row').filter({ hasText: lot })).toContainText('사용 가능')

      const citizen = await open({ phone: true })
      await findHospital(citizen, HOSPITAL)
      await expect(citizen.getByRole('row').filter({ hasText: vaccine })).toContainText('24회분')
    })

    test('doses that a supply cannot yield are refused, and what was typed is kept', async ({ open, call }) => {
      const [admin, stock] = [await openStaff(open, call, 'admin'), await openStaff(open, call, 'stock')]
      const lot = unique('E2E-TWO-')
      await supply(admin, { vaccine: '코미나티주(화이자)', lot, vials: 2 })
      await stock.goto('/stock/supplies')
      await stock.getByRole('button', { name: `도착 확인하기 ${lot}` }).click()
      await stock.getByLabel('접종 가능 수량').fill('9999')
      await stock.getByRole('button', { name: '등록할 내용 확인하기' }).click()
      await expectRefused(stock, { doses: /접종 가능 수량: 1에서 \d+ 사이의 숫자를 입력해 주세요\./ })
      await expect(stock.getByLabel('접종 가능 수량')).toHaveValue('9999')
    })
  })
}
