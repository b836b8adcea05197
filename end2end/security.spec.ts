// Whose pages are whose, what a foreign site cannot do, and what every answer says to the browser.
import { randomUUID } from 'node:crypto'
import { HOSPITAL, signInStaff, unique } from './fixtures/people'
import { at, book, enter, enterStaff, location, post, request } from './fixtures/quick'
import { become, type Client, expect, test } from './fixtures/visit'
import { firstOf, readChoices } from './fixtures/wish'

async function expectStatus({ request }: Client, address: string, status: number): Promise<void> {
  expect((await request.get(address)).status(), address).toBe(status)
}

test("a stranger's reservation looks like none", async ({ open, call }) => {
  const [owner, stranger, nobody] = [await call(), await open(), await open()]
  const id = await book(owner, firstOf(await readChoices(owner)))
  await expectStatus(owner, `/my/${id}`, 200)
  await enter(stranger)
  for (const address of [`/my/${id}`, `/book/done/${id}`, `/book/waiting/${id}`, `/my/leave?reservation=${id}`, `/my/offer?reservation=${id}`, `/my/decline?reservation=${id}`, `/my/cancel?reservation=${id}`, `/my/move?reservation=${id}`, `/my/move/check?reservation=${id}&date=2030-01-01`, `/my/${randomUUID()}`]) {
    await expectStatus(stranger, address, 404)
  }
  const form = { reservation: id, date: '2030-01-01', key: randomUUID() }
  for (const address of ['/my/leave', '/my/offer', '/my/decline', '/my/cancel', '/my/move/check']) {
    expect((await post(stranger, address, form)).status(), address).toBe(404)
  }
  await stranger.goto(`/my/${id}`)
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('페이지를 찾을 수 없습니다')
  await nobody.goto(`/my/${id}`)
  await expect(nobody).toHaveURL(({ pathname, searchParams }) => pathname === '/sign-in' && searchParams.get('next') === `/my/${id}`)
})

test('staff pages are for their staff, and for their hospital', async ({ open, call }) => {
  const [citizen, nobody, desk] = [await call(), await open(), await call()]
  await enter(citizen)
  for (const area of ['/desk', '/desk/requests', '/stock', '/admin', '/admin/hospitals/new']) {
    await expectStatus(citizen, area, 403)
    await expectStatus(nobody, area, 401)
  }
  await nobody.goto('/desk/requests')
  await nobody.getByRole('main').getByRole('link', { name: '로그인' }).click()
  await expect(nobody).toHaveURL(({ pathname, searchParams }) => pathname === '/staff/sign-in' && searchParams.get('next') === '/desk/requests')
  const id = randomUUID()
  expect((await post(citizen, '/desk/requests/accept', { id })).status()).toBe(403)
  expect((await post(nobody, '/desk/requests/accept', { id })).status()).toBe(401)
  expect((await post(citizen, '/admin/hospitals/new', { name: '내 병원', key: id })).status()).toBe(403)

  const elsewhere = await call()
  const foreign = await book(elsewhere, firstOf(await readChoices(elsewhere, '강북삼성병원')))
  await enterStaff(desk, 'desk')
  await expectStatus(desk, `/desk/requests/${foreign}`, 404)
  expect((await post(desk, '/desk/requests/accept', { id: foreign })).status()).toBe(404)
  for (const area of ['/stock', '/admin']) await expectStatus(desk, area, 403)
})

test('a form on a foreign page does nothing here', async ({ open, alimi }) => {
  const citizen = await open({ expected: [/403/, /HTTP_RESPONSE_CODE_FAILURE/] })
  await enter(citizen)
  // Another site, and another port of this machine: cookies reach the second one.
  for (const address of ['http://evil.example/', 'http://127.0.0.1:9/']) {
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
  await post(page, '/language', { lang: 'ko', contrast: 'normal', back: '/' })
  const cookies = await page.context().cookies()
  expect(cookies.map(({ name }) => name).toSorted()).toEqual(['alimi_inside', 'alimi_session', 'lang', 'mode'])
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const session = cookies.find(({ name }) => name === 'alimi_session')
  expect(session).toMatchObject({ expires: -1, value: expect.stringMatching(/^[0-9a-f]{64}$/) })

  await page.goto('/my')
  await page.getByRole('button', { name: '로그아웃' }).click()
  await expect(page.getByRole('banner').getByRole('link', { name: '로그인' })).toBeVisible()
  await page.context().addCookies([{ name: 'alimi_session', value: session?.value ?? '', url: alimi.url }])
  await page.goto('/my')
  await expect(page, 'the old cookie opens nothing').toHaveURL(/\/sign-in\?next=/)
})

test('a new session takes the place of the old one', async ({ open, call }) => {
  const page = await open()
  await enter(page)
  const before = await call()
  const cookie = async () => (await page.context().cookies()).find(({ name }) => name === 'alimi_session')?.value ?? ''
  const old = await cookie()
  await signInStaff(page, 'desk')
  expect(await cookie()).not.toBe(old)
  const answer = await before.request.get('/my', { maxRedirects: 0, headers: { cookie: `alimi_session=${old}` } })
  expect(answer.status(), 'the old one has ended').toBe(303)
})

test('headers that keep pages to themselves', async ({ call }) => {
  const client = await call()
  const headers = async (path: string) => (await client.request.get(path)).headers()
  const [first, again] = [await headers('/'), await headers('/')]
  const policy = first['content-security-policy']
  for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toContain('unsafe-inline')
  expect(again['content-security-policy'], 'each answer has a nonce of its own').not.toBe(policy)
  expect(first).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(first['permissions-policy']).toContain('geolocation=()')
  await enter(client)
  for (const address of ['/my', '/sign-in/code', '/hospitals']) expect((await headers(address))['cache-control'], address).toBe('no-store')
})

test('one-time codes are shown by development servers only', async ({ open, alimi }) => {
  const served = await alimi.replica({ ALIMI_DEV: 'false' })
  const page = await open({ url: served.url })
  await expectStatus(page, '/dev/inbox', 404)
  await page.goto('/sign-in')
  await page.getByLabel('휴대전화 번호').fill('010-9999-0001')
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await expect(page.getByLabel('인증번호', { exact: true })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('문자함')
  expect(served.log).not.toMatch(/\d{6}/)
})

test('the language changes on the spot, and back', async ({ open }) => {
  const page = await open()
  const here = `/hospitals?q=${encodeURIComponent('병원')}&province=seoul`
  await page.goto(here)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveURL(here)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/[가-힣]/)
  await page.getByRole('button', { name: '한국어' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('병원 찾기')
})

test('a second tap is harmless', async ({ open, call }) => {
  const [citizen, other] = [await call(), await call()]
  const choices = await readChoices(citizen)
  const [wish, key] = [firstOf(choices), randomUUID()]
  const answers = await Promise.all([1, 2, 3].map(() => request(citizen, wish, key)))
  expect(new Set(answers.map(location)).size, 'three times the same form, one reservation').toBe(1)
  expect((await request(citizen, { ...wish, date: choices.dates[1] }, key)).status(), 'a key belongs to one form').toBe(422)

  const page = await open({ phone: true })
  await enter(other)
  await become(page, other)
  await page.goto(at('/book/check', wish))
  await page.getByRole('button', { name: '예약 신청하기' }).dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('예약을 등록했습니다')
  for (const client of [citizen, other]) {
    await become(page, client)
    await page.goto('/my')
    await expect(page.getByRole('main').getByRole('link', { name: HOSPITAL })).toHaveCount(1)
  }
})

test('a form refused for its key comes back with another', async ({ call }) => {
  const [admin, key] = [await call(), randomUUID()]
  await enterStaff(admin, 'admin')
  const register = (key: string) =>
    post(admin, '/admin/hospitals/new', { name: unique('시험병원'), province: 'jeju', daily_capacity: '30', closes_at: '18:00', wait_policy: 'turns', offer_minutes: '30', key })
  location(await register(key))
  const refused = await register(key)
  expect(refused.status()).toBe(422)
  const next = /name="key" value="([^"]+)"/.exec(await refused.text())?.[1] ?? ''
  expect(next).not.toBe(key)
  location(await register(next))
})

test('what is typed is shown as it is, never run, and leads nobody away', async ({ open }) => {
  const page = await open()
  const script = '<img src=x onerror=alert(1)></title><script>alert(1)</script>'
  page.on('dialog', () => expect(true, 'a script of a visitor ran').toBe(false))
  await page.goto(`/hospitals?q=${encodeURIComponent(script)}`)
  await expect(page.getByLabel('병원 이름')).toHaveValue(script)
  await page.goto('/sign-in?next=//evil.example')
  await page.getByLabel('휴대전화 번호').fill(script)
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await expect(page.getByLabel('휴대전화 번호')).toHaveValue(script)
  await enter(page)
  await page.goto('/sign-in?next=//evil.example/')
  await expect(page).toHaveURL('/my')
})
