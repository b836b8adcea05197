// The screens of the read models: the desk's month, the stock's ledger, the admin's dashboards. Their
// figures are those of the facts, also after a rebuild; they move while they are open.
import { command, inDatabase } from './fixtures/facts'
import { expectLive, expectSamePage, mark } from './fixtures/live'
import { pageOf, stockUp } from './fixtures/lot'
import { newCitizen } from './fixtures/people'
import { accept, book, enter, enterStaff, location, openStaff, post, read, vaccinate } from './fixtures/quick'
import { type Call, expect, test } from './fixtures/visit'
import { WITHOUT } from './fixtures/ways'

test.describe.configure({ mode: 'serial' })

const GIVEN = 'SELECT count(*)::int AS n FROM vaccinations WHERE voided_at IS NULL'
const registered = (vaccine: string) => `SELECT coalesce(sum(registered), 0)::int AS n FROM stocks WHERE vaccine_id = ${vaccine}`

/** Somebody's dose of a lot, from the booking to the record. */
async function given(call: Call, lot: { hospital: string; vaccine: string; dates: string[] }, name: string) {
  const [client, desk] = [await call(), await call()]
  await Promise.all([enter(client, newCitizen(name)), enterStaff(desk, 'desk')])
  const id = await book(client, { hospital: lot.hospital, vaccine: lot.vaccine, date: lot.dates[0] })
  await accept(desk, id)
  await vaccinate(desk, id)
  return { id, client, desk }
}

function grouped(n: number): string {
  return n.toLocaleString('ko')
}

test('dashboards show the figures of the facts, move while they are open, and survive a rebuild', async ({ open, call, alimi }) => {
  const lot = await stockUp(call, 8)
  await given(call, lot, '데모접종자')
  const admin = await openStaff(open, call, 'admin')
  const address = `/admin/vaccinations?vaccine=${lot.vaccine}`
  await admin.goto(address)
  const total = admin.locator('.figure').filter({ hasText: '전체' }).locator('.figure__value')
  await expect(total).toHaveText('1회분')
  await expectLive(admin)
  await mark(admin)
  const { desk } = await given(call, lot, '시험접종자')
  await expect(total).toHaveText('2회분', { timeout: 10_000 })
  await expectSamePage(admin)
  expect(await inDatabase(alimi.database, `${GIVEN} AND vaccine_id = ${lot.vaccine}`)).toBe(2)

  await admin.goto('/admin/vaccinations')
  const all = await inDatabase(alimi.database, GIVEN)
  await expect(total).toHaveText(`${grouped(all)}회분`)
  await expect(admin.getByRole('img', { name: /날짜별 접종/ })).toBeVisible()
  const file = await (await admin.context().request.get('/admin/vaccinations.csv')).text()
  const rows = file.trim().split('\r\n').slice(1)
  expect(rows.reduce((n, row) => n + Number(row.split(',').pop()), 0)).toBe(all)

  // Rates: two of eight given, one destroyed.
  const page = await pageOf(lot)
  const form = (await read(lot.stock, `${page}/dispose/check?doses=1&reason=opened`)).split('action="/stock/lots/dispose"')[1]
  const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  location(await post(lot.stock, '/stock/lots/dispose', { ...Object.fromEntries(hidden), note: '' }))
  await admin.goto(`/admin/rates?vaccine=${lot.vaccine}&order=name`)
  const rate = (name: string) => admin.locator('.figure').filter({ hasText: name }).locator('.figure__value')
  expect(await inDatabase(alimi.database, registered(lot.vaccine))).toBe(8)
  await expect(rate('접종률')).toHaveText('25.0%')
  await expect(rate('폐기율')).toHaveText('12.5%')
  await expect(rate('기한 만료')).toHaveText('0.0%')
  await expect(admin.getByRole('main')).toContainText('접종 ÷ 등록')
  await expect(admin.getByRole('main')).toContainText('폐기 ÷ 등록')

  expect(await command(alimi.database, 'rebuild')).toContain('vaccinations:')
  expect(await command(alimi.database, 'audit', '--views')).toContain('no difference')
  await admin.reload()
  await expect(rate('접종률')).toHaveText('25.0%')
  const rates = await (await admin.context().request.get(`/admin/rates.csv?vaccine=${lot.vaccine}`)).text()
  expect(rates).toMatch(/,8,2,1,0,25\.0%,12\.5%,0\.0%\r\n$/)
  for (const path of ['/admin/vaccinations.csv', '/admin/rates.csv']) {
    expect((await desk.request.get(path)).status(), path).toBe(403)
    expect((await (await call()).request.get(path)).status(), path).toBe(401)
  }
})

test('the month shows the load of each day and follows bookings; on a phone nothing scrolls sideways', async ({ open, call, alimi }) => {
  const lot = await stockUp(call, 5)
  const day = lot.dates[2]
  const taken = () => inDatabase(alimi.database, `SELECT taken AS n FROM days WHERE hospital_id = ${lot.hospital} AND day_on = '${day}'`)
  const desk = await openStaff(open, call, 'desk')
  await desk.goto(`/desk?month=${day.slice(0, 7)}`)
  const cell = desk.locator(`a[href="/desk/days/${day}"]`)
  await expect(cell).toContainText(`${grouped(await taken())}/`)
  await expectLive(desk)
  await mark(desk)
  const client = await call()
  await enter(client, newCitizen('데모접종자'))
  const before = await taken()
  await book(client, { hospital: lot.hospital, vaccine: lot.vaccine, date: day })
  await expect(cell).toContainText(`${grouped(before + 1)}/`, { timeout: 10_000 })
  await expect(cell).toContainText('접수 대기')
  await expectSamePage(desk)
  expect(await taken()).toBe(before + 1)

  await cell.click()
  await expect(desk.getByRole('main')).toContainText('데모접종자')
  const file = await (await desk.context().request.get(`/desk/bookings.csv?on=${day}`)).text()
  expect(file.trim().split('\r\n').length - 1).toBe(
    await inDatabase(alimi.database, `SELECT count(*) AS n FROM reservations WHERE hospital_id = ${lot.hospital} AND day_on = '${day}' AND status NOT IN ('waiting', 'offered', 'withdrawn')`),
  )
  for (const width of [320, 390]) {
    await desk.setViewportSize({ width, height: 844 })
    await desk.goto('/desk')
    const wide = await desk.evaluate(() => [...document.querySelectorAll('main, main *')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto').length)
    expect(wide, `nothing scrolls at ${width} px`).toBe(0)
    expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})

test('the ledger tells what came and went and ends at what is left; so does its file', async ({ open, call, alimi }) => {
  const lot = await stockUp(call, 4)
  await given(call, lot, '데모접종자')
  const stock = await openStaff(open, call, 'stock')
  await stock.goto(await pageOf(lot))
  await stock.getByRole('link', { name: '이 로트의 입출고 내역 보기' }).click()
  const rows = stock.locator('#movements').locator('..').getByRole('row')
  await expect(rows.nth(1)).toContainText(/접종.*−1.*3/)
  await expect(rows.nth(2)).toContainText(/등록.*\+4.*4/)
  await expectLive(stock)
  await mark(stock)
  await given(call, lot, '시험접종자')
  await expect(rows).toHaveCount(4, { timeout: 10_000 })
  await expect(rows.nth(1)).toContainText(/접종.*−1.*2/)
  await expectSamePage(stock)
  const id = (await pageOf(lot)).split('/').pop()
  const file = await (await lot.stock.request.get(`/stock/ledger.csv?vaccine=${lot.vaccine}&lot=${id}`)).text()
  const last = file.trim().split('\r\n')[1].split(',')
  expect(last.slice(1, 6)).toEqual([lot.lot, '접종', '1', '-1', '2'])
  expect(await inDatabase(alimi.database, `SELECT registered - administered - discarded - expired AS n FROM lots WHERE lot_id = ${id}`)).toBe(2)
  expect((await lot.admin.request.get(`/stock/ledger.csv?vaccine=${lot.vaccine}`)).status()).toBe(403)
})

for (const [how, way] of WITHOUT) {
  test(`all of these are there ${how}`, async ({ open, call }) => {
    const [desk, stock, admin] = await Promise.all([openStaff(() => open(way), call, 'desk'), openStaff(() => open(way), call, 'stock'), openStaff(() => open(way), call, 'admin')])
    await desk.goto('/desk')
    await desk.getByRole('link', { name: '다음 달' }).click()
    await expect(desk).toHaveURL(/month=\d{4}-\d\d$/)
    await expect(desk.getByRole('main')).toContainText(/\d+\/[\d,]+명/)
    await stock.goto('/stock/ledger')
    await stock.getByRole('button', { name: '보기' }).click()
    await expect(stock.getByRole('main')).toContainText('등록')
    await admin.goto('/admin')
    await admin.getByRole('main').getByRole('link', { name: '접종률과 폐기율' }).click()
    await admin.getByLabel('정렬').selectOption('폐기율 높은 순')
    await admin.getByRole('button', { name: '보기' }).click()
    await expect(admin).toHaveURL(/order=discarded/)
    await expect(admin.getByRole('main')).toContainText(/\d+\.\d%/)
    await expect(admin.getByRole('main')).toContainText(/\d\d:\d\d 기준/)
  })
}
