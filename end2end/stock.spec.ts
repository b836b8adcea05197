// The vaccine manager's stock: disposal and whom it concerns, expired doses, vials, corrections; and
// the admin's lots and parked events.
import type { Page } from '@playwright/test'
import { statusTag } from './fixtures/booking'
import { expectRefused } from './fixtures/form'
import { type Lot, pageOf, sendVials, stockUp } from './fixtures/lot'
import { newCitizen } from './fixtures/people'
import { book, enter, enterStaff, openStaff, post, read } from './fixtures/quick'
import { banner, prepareSupply } from './fixtures/supply'
import { become, type Call, type Client, expect, type Open, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

interface Booked {
  citizen: Client
  address: string
}

/** Somebody who has booked a dose of the lot's vaccine. */
async function bookOf(call: Call, { hospital, vaccine }: Lot, name: string, date: string): Promise<Booked> {
  const citizen = await call()
  await enter(citizen, newCitizen(name))
  return { citizen, address: `/my/${await book(citizen, { hospital, vaccine, date })}` }
}

async function openAs(open: Open, client: Client): Promise<Page> {
  const page = await open()
  await become(page, client)
  return page
}

async function expectStatus(open: Open, { citizen, address }: Booked, status: string): Promise<void> {
  const page = await open({ phone: true })
  await become(page, citizen)
  await page.goto(address)
  await expect(statusTag(page)).toHaveText(status)
}

/** From the lot's page to the page that names whose bookings would be cancelled. */
async function prepareDisposal(stock: Page, doses: number, reason = '파손 또는 오염'): Promise<void> {
  await stock.getByRole('link', { name: '폐기하기' }).click()
  await stock.getByLabel('폐기 수량').fill(String(doses))
  await stock.getByLabel(reason).check()
  await stock.getByRole('button', { name: '폐기할 내용 확인하기' }).click()
  await expect(stock.getByRole('heading', { level: 1 })).toHaveText('폐기할 내용을 확인해 주세요')
}

function victims(stock: Page) {
  return stock.getByRole('region', { name: '취소되는 예약' }).getByRole('row')
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('a disposal cancels exactly the latest booking, and says whose before', async ({ open, call }) => {
      const lot = await stockUp(call, 2)
      const early = await bookOf(call, lot, '이이른', lot.dates[1])
      const late = await bookOf(call, lot, '최늦은', lot.dates[2])
      const stock = await openAs(open, lot.stock)
      await stock.goto('/stock')
      await stock.getByRole('link', { name: lot.lot, exact: true }).click()
      await expect(stock.getByRole('main')).toContainText('2회분')

      await test.step('more than there is', async () => {
        await stock.getByRole('link', { name: '폐기하기' }).click()
        await stock.getByLabel('폐기 수량').fill('5')
        await stock.getByLabel('그 밖의 사유').check()
        await stock.getByRole('button', { name: '폐기할 내용 확인하기' }).click()
        await expectRefused(stock, { doses: '남은 수량은 2회분입니다. 그 이하로 입력해 주세요.' })
        await expect(stock.getByLabel('폐기 수량')).toHaveValue('5')
        await expect(stock.getByLabel('그 밖의 사유')).toBeChecked()
      })

      await test.step('whose booking would be cancelled', async () => {
        await stock.getByLabel('폐기 수량').fill('1')
        await stock.getByRole('button', { name: '폐기할 내용 확인하기' }).click()
        await expect(banner(stock, '예약 1건이 취소됩니다')).toContainText('대기하고 있는 다른 사람에게는 알리지 않습니다.')
        await expect(victims(stock)).toHaveCount(2)
        await expect(victims(stock).last()).toContainText('최늦은')
        await expect(stock.getByRole('main')).not.toContainText('이이른')
      })

      await test.step('another reason needs words', async () => {
        await stock.getByRole('button', { name: '1회분 폐기하기' }).click()
        await expectRefused(stock, { note: '덧붙이는 말: ‘그 밖의 사유’를 선택했습니다. 사유를 적어 주세요.' })
        await stock.getByLabel('덧붙이는 말').fill('=냉장고가 고장 났습니다.')
        await stock.getByRole('button', { name: '1회분 폐기하기' }).click()
        await expect(banner(stock, `로트 ${lot.lot}: 1회분을 폐기했습니다.`)).toContainText('예약 1건이 취소되었습니다.')
      })

      await expectStatus(open, late, '예약 취소')
      await expectStatus(open, early, '예약 등록')

      await test.step('the log, and its file', async () => {
        await stock.goto('/stock/disposals')
        const row = stock.getByRole('row').filter({ hasText: lot.lot })
        for (const text of ['1회분', '그 밖의 사유', '=냉장고가 고장 났습니다.', '백신 관리자(데모)']) await expect(row).toContainText(text)
        await expect(stock.getByRole('link', { name: 'CSV 내려받기' })).toBeVisible()
        const file = await lot.stock.request.get('/stock/disposals.csv')
        expect(file.headers()['content-type']).toBe('text/csv; charset=utf-8')
        expect(await file.text()).toContain(`${lot.name},${lot.lot},1,회분,그 밖의 사유,'=냉장고가 고장 났습니다.,1,백신 관리자(데모)`)
        for (const [who, status] of [[await call(), 401], [lot.admin, 403], [late.citizen, 403]] as const) {
          expect((await who.request.get('/stock/disposals.csv')).status()).toBe(status)
        }
      })
    })

    test('somebody books while a disposal is being looked at: the new picture is asked for again', async ({ open, call }) => {
      const lot = await stockUp(call, 2)
      const first = await bookOf(call, lot, '이이른', lot.dates[1])
      const stock = await openAs(open, lot.stock)
      await stock.goto(await pageOf(lot))
      await prepareDisposal(stock, 1)
      await expect(banner(stock, '취소되는 예약이 없습니다')).toBeVisible()

      const second = await bookOf(call, lot, '최늦은', lot.dates[2])
      await stock.getByLabel('덧붙이는 말').fill('떨어뜨림')
      await stock.getByRole('button', { name: '1회분 폐기하기' }).click()
      await expect(stock.getByRole('alert')).toContainText('확인하는 동안 상황이 바뀌었습니다.')
      await expect(victims(stock).last()).toContainText('최늦은')
      await expect(stock.getByLabel('덧붙이는 말')).toHaveValue('떨어뜨림')
      await expectStatus(open, second, '예약 등록')

      await stock.getByRole('button', { name: '1회분 폐기하기' }).click()
      await expect(banner(stock, `로트 ${lot.lot}: 1회분을 폐기했습니다.`)).toBeVisible()
      await expectStatus(open, second, '예약 취소')
      await expectStatus(open, first, '예약 등록')
    })

    test('vials are disposed of before their doses are registered', async ({ open, call }) => {
      const lot = await sendVials(call, 3)
      const stock = await openAs(open, lot.stock)
      await stock.goto(`/stock/supplies/${lot.supply}`)
      await stock.getByRole('link', { name: '병 폐기하기' }).click()
      await stock.getByLabel('폐기할 병 수').fill('4')
      await stock.getByLabel('보관 온도 이탈').check()
      await stock.getByRole('button', { name: '폐기할 내용 확인하기' }).click()
      await expectRefused(stock, { vials: '남은 병은 3병입니다. 그 이하로 입력해 주세요.' })
      await stock.getByLabel('폐기할 병 수').fill('1')
      await stock.getByRole('button', { name: '폐기할 내용 확인하기' }).click()
      await expect(stock.getByRole('heading', { level: 1 })).toHaveText('폐기할 내용을 확인해 주세요')
      await stock.getByLabel('덧붙이는 말').fill('냉장고가 멈춤')
      await stock.getByRole('button', { name: '1병 폐기하기' }).click()
      await expect(banner(stock, `로트 ${lot.lot}: 1병을 폐기했습니다.`)).toBeVisible()
      await expect(stock.getByLabel('접종 가능 수량')).toHaveValue('2')
      await stock.goto('/stock/disposals')
      await expect(stock.getByRole('row').filter({ hasText: lot.lot })).toContainText('냉장고가 멈춤')
    })

    test('registered doses are corrected, but not below what is promised', async ({ open, call }) => {
      const lot = await stockUp(call, 3)
      await bookOf(call, lot, '이이른', lot.dates[1])
      await bookOf(call, lot, '최늦은', lot.dates[2])
      const stock = await openAs(open, lot.stock)
      const correct = async (to: string) => {
        await stock.getByLabel('바로잡은 수량').fill(to)
        await stock.getByRole('button', { name: '정정할 내용 확인하기' }).click()
      }
      await stock.goto(`/stock/supplies/${lot.supply}`)
      await stock.getByRole('link', { name: '수량 정정하기' }).click()
      await correct('3')
      await expectRefused(stock, { to: /지금 등록된 수량과 같습니다/ })
      await correct('1')
      await stock.getByLabel('정정 사유').fill('잘못 셈')
      await stock.getByRole('button', { name: '수량 정정하기' }).click()
      await expectRefused(stock, { to: '이미 쓰였거나 예약된 접종분이 있어 2회분 이상이어야 합니다.' })
      await correct('5')
      await expect(stock.getByRole('main')).toContainText('2회분 늘어납니다')
      await stock.getByRole('button', { name: '수량 정정하기' }).click()
      await expectRefused(stock, { reason: '정정 사유를 입력해 주세요.' })
      await stock.getByLabel('정정 사유').fill('두 병을 세지 않음')
      await stock.getByRole('button', { name: '수량 정정하기' }).click()
      await expect(banner(stock, `로트 ${lot.lot}: 접종 가능 수량을 5회분으로 정정했습니다.`)).toBeVisible()
    })

    test('a lot that expires soon is suspended everywhere, and used again', async ({ open, call }) => {
      const lot = await stockUp(call, 2, 10)
      const [admin, stock] = [await openAs(open, lot.admin), await openAs(open, lot.stock)]
      await stock.goto('/stock')
      const notice = banner(stock, '확인할 로트가 있습니다').getByRole('listitem').filter({ hasText: lot.lot })
      const row = stock.getByRole('region', { name: '로트별 현황' }).getByRole('row').filter({ hasText: lot.lot })
      await expect(notice).toContainText('유효기간이 가깝습니다(10일 남음). 잔량 2회분')

      await test.step('the admin suspends it', async () => {
        await admin.goto('/admin/lots')
        await admin.getByLabel('로트번호 앞부분').fill(lot.lot.toLowerCase())
        await admin.getByRole('search').getByRole('button', { name: '찾기' }).click()
        await admin.getByRole('link', { name: lot.lot, exact: true }).click()
        await admin.getByRole('link', { name: '사용 중지하기' }).click()
        await admin.getByRole('button', { name: '사용 중지하기' }).click()
        await expectRefused(admin, { reason: '중지 사유를 입력해 주세요.' })
        await admin.getByLabel('중지 사유').fill('이물질 신고')
        await admin.getByRole('button', { name: '사용 중지하기' }).click()
        await expect(banner(admin, `로트 ${lot.lot}: 모든 병원에서 사용을 중지했습니다.`)).toBeVisible()
        await stock.reload()
        await expect(row).toContainText('사용 중지')
        await expect(notice).toContainText('사용 중지. 접종하지 마세요. 사유: 이물질 신고')
      })

      await test.step('no more of it is sent, nor with another expiry', async () => {
        await prepareSupply(admin, { vaccine: lot.name, lot: lot.lot, vials: 1 })
        await expectRefused(admin, { expires: /이미 등록한 로트입니다. 등록한 유효기간: \d+년/ })
        const wanted = { hospital: lot.hospital, vaccine: lot.vaccine, lot_number: lot.lot, ...lot.expires, vials: '1' }
        const refused = await post(lot.admin, '/admin/supplies/new', wanted)
        expect(refused.status()).toBe(422)
        expect(await refused.text()).toMatch(/id="lot_number-error".*?사용이 중지된 로트입니다/s)
      })

      await test.step('to whom it was given', async () => {
        await admin.goto(`/admin/lots/${lot.vaccine}/${lot.lot}`)
        await admin.getByRole('link', { name: '접종받은 사람 보기' }).click()
        await expect(admin.getByRole('main')).toContainText('접종받은 사람이 없습니다')
        const file = `/admin/lots/${lot.vaccine}/${lot.lot}/people.csv`
        expect(await read(lot.admin, file)).toContain('이름,휴대전화,병원,차수,접종 시각')
        expect((await lot.stock.request.get(file)).status()).toBe(403)
      })

      await test.step('it is used again', async () => {
        await admin.goto(`/admin/lots/${lot.vaccine}/${lot.lot}`)
        await admin.getByRole('link', { name: '다시 사용하기' }).click()
        await admin.getByRole('button', { name: '다시 사용하기' }).click()
        await expect(banner(admin, `로트 ${lot.lot}: 다시 사용합니다.`)).toBeVisible()
        await stock.reload()
        await expect(row).toContainText('10일 남음')
      })
    })

    test('no event is parked, and every consumer keeps up', async ({ open, call }) => {
      const admin = await openStaff(open, call, 'admin')
      await expect(async () => {
        await admin.goto('/admin/events')
        await expect(admin.getByRole('main')).toContainText('멈춘 이벤트가 없습니다')
        await expect(admin.getByRole('row').filter({ hasText: 'release' })).toContainText('밀린 이벤트 없음', { timeout: 500 })
      }, 'what just happened is handled within a second or so').toPass()
    })
  })
}

test('doses that expired yesterday are destroyed', async ({ open, call, alimi }) => {
  const lot = await stockUp(call, 3, 0)
  // A replica a day later: its calendar moves what is left of the lot to expired.
  const tomorrow = new URL(alimi.database)
  tomorrow.searchParams.set('options[alimi.clock_shift]', '1 day')
  const { url } = await alimi.replica({ DATABASE_URL: tomorrow.href })
  const [manager, stock] = [await call(url), await open({ url })]
  await enterStaff(manager, 'stock')
  await become(stock, manager)
  await expect(async () => {
    await stock.goto('/stock')
    await expect(banner(stock, '확인할 로트가 있습니다')).toContainText('유효기간이 지난 3회분을 폐기하고 확인해 주세요.', { timeout: 500 })
  }, 'the calendar has done its work').toPass()
  await stock.goto(await pageOf(lot))
  await expect(stock.getByRole('link', { name: '폐기하기' })).toHaveCount(0)
  await stock.getByLabel('폐기한 수량').fill('4')
  await stock.getByRole('button', { name: '폐기 확인하기' }).click()
  await expectRefused(stock, { destroyed: '남은 수량은 3회분입니다. 그 이하로 입력해 주세요.' })
  await stock.getByLabel('폐기한 수량').fill('3')
  await stock.getByRole('button', { name: '폐기 확인하기' }).click()
  await expect(banner(stock, `로트 ${lot.lot}: 만료된 3회분의 폐기를 확인했습니다.`)).toBeVisible()
  await expect(stock.getByRole('button', { name: '폐기 확인하기' })).toHaveCount(0)
})
