// Whose pages are whose, what a foreign site cannot do, and what every answer says to the browser.
import { randomUUID } from 'node:crypto'
import { findHospital } from './fixtures/booking'
import { HOSPITAL, signInStaff } from './fixtures/people'
import { at, enter, enterAndBook, location, post, request } from './fixtures/quick'
import { expect, test } from './fixtures/visit'
import { readChoices } from './fixtures/wish'

const MISSING = '페이지를 찾을 수 없습니다'

test("a stranger's reservation looks like none", async ({ open }) => {
  const choices = await readChoices(open)
  const wish = { hospital: choices.hospital, vaccine: Object.values(choices.vaccines)[0], date: choices.dates[0] }
  const [owner, stranger, nobody] = [await open(), await open(), await open()]
  const mine = await enterAndBook(owner, wish)
  expect((await owner.goto(mine))?.status()).toBe(200)

  await enter(stranger)
  const id = mine.replace('/my/', '')
  for (const address of [mine, `/book/done/${id}`, `/book/waiting/${id}`, `/my/leave?reservation=${id}`, `/my/${randomUUID()}`]) {
    expect((await stranger.goto(address))?.status(), address).toBe(404)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(MISSING)
  }
  expect((await post(stranger, '/my/leave', { reservation: id })).status()).toBe(404)
  await nobody.goto(mine)
  await expect(nobody).toHaveURL(({ pathname, searchParams }) => pathname === '/sign-in' && searchParams.get('next') === mine)
})

test('staff pages are for their staff, and for their hospital', async ({ open }) => {
  const [citizen, nobody, desk] = [await open(), await open(), await open()]
  await enter(citizen)
  for (const area of ['/desk', '/desk/requests', '/stock', '/admin', '/admin/hospitals/new']) {
    expect((await citizen.goto(area))?.status(), area).toBe(403)
    expect((await nobody.goto(area))?.status(), area).toBe(401)
  }
  await expect(nobody.getByRole('main').getByRole('link', { name: '로그인' })).toHaveAttribute('href', /^\/staff\/sign-in\?next=/)
  const id = randomUUID()
  expect((await post(citizen, '/desk/requests/accept', { id })).status()).toBe(403)
  expect((await post(nobody, '/desk/requests/accept', { id })).status()).toBe(401)
  expect((await post(citizen, '/admin/hospitals/new', { name: '내 병원', key: id })).status()).toBe(403)

  const elsewhere = await readChoices(open, '강북삼성병원')
  const wish = { hospital: elsewhere.hospital, vaccine: Object.values(elsewhere.vaccines)[0], date: elsewhere.dates[0] }
  const foreign = (await enterAndBook(await open(), wish)).replace('/my/', '')
  await signInStaff(desk, 'desk')
  expect((await desk.goto(`/desk/requests/${foreign}`))?.status()).toBe(404)
  expect((await post(desk, '/desk/requests/accept', { id: foreign })).status()).toBe(404)
  for (const area of ['/stock', '/admin']) expect((await desk.goto(area))?.status(), area).toBe(403)
})

test('a form on a foreign page does nothing here', async ({ open, alimi }) => {
  // Another site, and another port of this machine: cookies reach the second one.
  const foreign = ['http://evil.example/', 'http://127.0.0.1:9/']
  const citizen = await open({ expected: [/403/, /HTTP_RESPONSE_CODE_FAILURE/] })
  await enter(citizen)
  for (const address of foreign) {
    const page = await citizen.context().newPage()
    await page.route(address, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><title>prize</title><form method="post" action="${alimi.url}/sign-out"><button>prize</button></form>`,
      }),
    )
    await page.goto(address)
    const answer = page.waitForResponse(`${alimi.url}/sign-out`)
    await page.getByRole('button').click()
    expect((await answer).status(), address).toBe(403)
    await citizen.goto('/my')
    await expect(citizen, 'still signed in').toHaveURL('/my')
  }
})

test('the session is a cookie that scripts and other sites do not get, and that ends', async ({ open, alimi }) => {
  const page = await open()
  await enter(page)
  const [session] = (await page.context().cookies()).filter(({ name }) => name === 'alimi_session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 })
  expect(session.value).toMatch(/^[0-9a-f]{64}$/)
  await page.goto('/my')
  await page.getByRole('button', { name: '로그아웃' }).click()
  await expect(page.getByRole('banner').getByRole('link', { name: '로그인' })).toBeVisible()
  await page.context().addCookies([{ name: 'alimi_session', value: session.value, url: alimi.url }])
  await page.goto('/my')
  await expect(page, 'the old cookie opens nothing').toHaveURL(/\/sign-in\?next=/)

  await page.context().clearCookies()
  await enter(page)
  await post(page, '/language', { lang: 'ko', contrast: 'normal', back: '/' })
  for (const { name, httpOnly, sameSite } of await page.context().cookies()) {
    expect({ name, httpOnly, sameSite }).toEqual({ name, httpOnly: true, sameSite: 'Lax' })
  }
})

test('a new session takes the place of the old one', async ({ open }) => {
  const page = await open()
  const cookie = async () => (await page.context().cookies()).find(({ name }) => name === 'alimi_session')?.value
  await enter(page)
  const before = await cookie()
  await signInStaff(page, 'desk')
  expect(await cookie()).not.toBe(before)
})

test('headers that keep pages to themselves', async ({ open }) => {
  const page = await open()
  const [first, again] = [await page.goto('/'), await page.goto('/')]
  const headers = first?.headers() ?? {}
  const policy = headers['content-security-policy']
  for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toContain('unsafe-inline')
  expect(again?.headers()['content-security-policy'], 'each answer has a nonce of its own').not.toBe(policy)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
  expect(headers['permissions-policy']).toContain('geolocation=()')
  await enter(page)
  for (const address of ['/my', '/sign-in', '/hospitals']) {
    expect((await page.goto(address))?.headers()['cache-control'], address).toBe('no-store')
  }
})

test('one-time codes are shown by development servers only', async ({ open, alimi }) => {
  const served = await alimi.replica({ ALIMI_DEV: 'false' })
  const page = await open({ url: served.url })
  expect((await page.goto('/dev/inbox'))?.status()).toBe(404)
  await page.goto('/sign-in')
  await page.getByLabel('휴대전화 번호').fill('010-9999-0001')
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await expect(page.getByLabel('인증번호', { exact: true })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('문자함')
  expect(served.log).not.toMatch(/\d{6}/)
})

test('the language changes on the spot, and back', async ({ open }) => {
  const page = await open()
  await page.goto('/hospitals?q=%EB%B3%91%EC%9B%90&province=seoul')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveURL('/hospitals?q=%EB%B3%91%EC%9B%90&province=seoul')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/[가-힣]/)
  await page.getByRole('button', { name: '한국어' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('병원 찾기')
})

test('a second tap is harmless', async ({ open }) => {
  const choices = await readChoices(open)
  const wish = { hospital: choices.hospital, vaccine: Object.values(choices.vaccines)[0], date: choices.dates[0] }
  const page = await open({ phone: true })
  await enter(page)
  const key = randomUUID()
  const answers = await Promise.all([1, 2, 3].map(() => request(page, wish, key)))
  expect(new Set(answers.map(location)).size, 'three times the same form, one reservation').toBe(1)
  expect((await request(page, { ...wish, date: choices.dates[1] }, key)).status(), 'the key belongs to one form').toBe(422)
  await page.goto('/my')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)

  const other = await open({ phone: true })
  await enter(other)
  await other.goto(at('/book/check', wish))
  await other.getByRole('button', { name: '예약 신청하기' }).dblclick()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('예약을 등록했습니다')
  await other.goto('/my')
  await expect(other.getByRole('main').getByRole('listitem')).toHaveCount(1)
})

test('what is typed is shown as it is, never run', async ({ open }) => {
  const page = await open()
  const script = '<img src=x onerror=alert(1)></title><script>alert(1)</script>'
  page.on('dialog', () => expect(true, 'a script of a visitor ran').toBe(false))
  await page.goto(`/hospitals?q=${encodeURIComponent(script)}`)
  await expect(page.getByLabel('병원 이름')).toHaveValue(script)
  await page.goto('/sign-in')
  await page.getByLabel('휴대전화 번호').fill(script)
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await expect(page.getByLabel('휴대전화 번호')).toHaveValue(script)
  await page.goto(`/sign-in?next=//evil.example`)
  await enter(page)
  await page.goto('/sign-in?next=//evil.example/')
  await expect(page, 'nobody is led away').toHaveURL('/my')
  await findHospital(page, HOSPITAL)
})
