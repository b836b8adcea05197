// A member of staff from the invitation to the end of the account: password, second factor, recovery
// codes, another hospital, and out within five seconds.
import type { Page } from '@playwright/test'
import { expectHeading } from './fixtures/desk'
import { expectRefused } from './fixtures/form'
import { HOSPITAL, PASSWORD, signInStaff } from './fixtures/people'
import { enterStaff, location, openStaff, post } from './fixtures/quick'
import { codeOf, enrolApp, enterCode, enterPassword, findStaff, invite, SECRET, setPassword } from './fixtures/staff'
import { expect, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

const OTHER = '강북삼성병원'

/** Opens a socket in the page and keeps how and when it closes. */
async function openSocket(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/live`)
        socket.onopen = () => resolve()
        socket.onclose = ({ code }) => Object.assign(window, { closedWith: code })
      }),
  )
}

/** The code with which that socket was closed, once it is. */
async function expectClosed(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => (window as { closedWith?: number }).closedWith), { timeout: 5_000, intervals: [100] }).toBe(1008)
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })
    const scripts = way.javaScript !== false && way.packages !== false

    test('from an invitation to work, with a second factor on the way', async ({ open, call }) => {
      const admin = await openStaff(open, call, 'admin')
      const invited = await invite(admin, '예약 관리자', HOSPITAL)
      const page = await open()
      await setPassword(page, invited, scripts)
      await page.goto('/desk')
      await expectHeading(page, '로그인이 필요합니다')
      await page.goto('/staff/enrol')
      const { key, codes } = await enrolApp(page)
      await page.getByRole('link', { name: '보관했습니다' }).click()
      await expectHeading(page, '내 계정 보안')
      await expect(page.getByRole('main')).toContainText('사용하지 않은 코드 10개')
      await page.goto('/desk')
      await expect(page.getByRole('banner')).toContainText(HOSPITAL)

      const again = await open()
      await enterPassword(again, invited.login)
      await expectHeading(again, '한 번 더 확인합니다')
      await again.goto('/desk')
      await expectHeading(again, '로그인이 필요합니다')
      await again.goto('/staff/sign-in/factor')
      await enterCode(again, codeOf(key, 9))
      await expectRefused(again, { code: '코드가 맞지 않거나 이미 사용한 코드입니다. 다음 숫자가 나오면 다시 입력해 주세요.' })
      await enterCode(again, codeOf(key, 1))
      await expect(again).toHaveURL(/\/desk$/)

      const lost = await open()
      await enterPassword(lost, invited.login)
      await enterCode(lost, codes[3].toLowerCase().replace('-', ' '))
      await expect(lost).toHaveURL(/\/desk$/)
      await lost.goto('/staff/security')
      await expect(lost.getByRole('main')).toContainText('사용하지 않은 코드 9개')
      await enterPassword(lost, invited.login)
      await enterCode(lost, codes[3])
      await expectRefused(lost, { code: /이미 사용한 코드/ })

      const used = await open()
      await used.goto('/staff/invitation')
      await used.getByLabel('초대 코드').fill(invited.code)
      await used.getByLabel('새 비밀번호', { exact: true }).fill(SECRET)
      await used.getByLabel('새 비밀번호 확인').fill(SECRET)
      await used.getByRole('button', { name: '비밀번호 정하기' }).click()
      await expectRefused(used, { invitation: /사용할 수 없는 초대 코드입니다/ })
    })
  })
}

test('passwords that others would try first are refused, with the reason', async ({ open, call }) => {
  const admin = await openStaff(open, call, 'admin')
  const invited = await invite(admin, '백신 관리자', HOSPITAL)
  const page = await open()
  await page.goto('/staff/invitation')
  for (const [password, again, at] of [
    ['짧은비번', '짧은비번', { password: /8자 이상/ }],
    ['password2026!', 'password2026!', { password: /흔히 쓰이는/ }],
    [`${invited.login}!`, `${invited.login}!`, { password: /이름이나 아이디/ }],
    [SECRET, `${SECRET}!`, { again: /두 비밀번호가 다릅니다/ }],
  ] as const) {
    await page.getByLabel('초대 코드').fill(invited.code)
    await page.getByLabel('새 비밀번호', { exact: true }).fill(password)
    await page.getByLabel('새 비밀번호 확인').fill(again)
    await page.getByRole('button', { name: '비밀번호 정하기' }).click()
    await expectRefused(page, at)
  }
  await setPassword(page, invited, true)
})

test('another hospital, and the end of the account, take effect on the open page', async ({ open, call }) => {
  const admin = await openStaff(open, call, 'admin')
  const invited = await invite(admin, '예약 관리자', HOSPITAL)
  const page = await open({ expected: [/401/, /403/] })
  await setPassword(page, invited, true)
  await enrolApp(page)
  await page.goto('/desk')
  await expect(page.getByRole('banner')).toContainText(HOSPITAL)
  await openSocket(page)

  await admin.goto(`/admin/staff?q=${invited.login}`)
  await admin.getByRole('link', { name: `데모담당자 ${invited.login}` }).click()
  await admin.getByRole('link', { name: '병원 옮기기' }).click()
  await admin.getByRole('button', { name: '병원 옮기기' }).click()
  await expectRefused(admin, { hospital: /옮길 병원/ })
  await admin.getByLabel('옮길 병원').selectOption(OTHER)
  await admin.getByRole('button', { name: '병원 옮기기' }).click()
  await expect(admin.getByRole('status')).toContainText('역할을 바꿨습니다')
  await expectClosed(page)
  await page.reload()
  await expect(page.getByRole('banner')).toContainText(OTHER)

  await openSocket(page)
  await admin.getByRole('link', { name: '계정 사용 중지하기' }).click()
  await expectHeading(admin, '이 계정의 사용을 중지하시겠습니까?')
  await admin.getByRole('button', { name: '계정 사용 중지하기' }).click()
  await expect(admin.getByRole('status')).toContainText('계정의 사용을 중지했습니다')
  await expectClosed(page)
  await page.reload()
  await expectHeading(page, '로그인이 필요합니다')
  await enterPassword(page, invited.login)
  await expectRefused(page, { login: /아이디나 비밀번호가 맞지 않습니다/ })

  await admin.getByRole('button', { name: '다시 사용하기' }).click()
  await admin.getByRole('link', { name: '역할 빼기' }).click()
  await admin.getByRole('button', { name: '역할 빼기' }).click()
  await expect(admin.getByRole('main')).toContainText('맡은 역할이 없습니다')
})

test('the last admin stays', async ({ open, call }) => {
  const admin = await openStaff(open, call, 'admin')
  const { id } = await findStaff(call, 'admin')
  for (const [path, button] of [['disable', '계정 사용 중지하기'], ['take?role=admin', '역할 빼기'], ['reset', '다시 초대하기']]) {
    await admin.goto(`/admin/staff/${id}/${path}`)
    await admin.getByRole('main').getByRole('button', { name: button }).click()
    await expect(admin.getByRole('alert')).toContainText('로그인할 수 있는 마지막 관리자입니다')
  }
})

test('without a second factor the demonstration goes on, on a development server only', async ({ open, alimi }) => {
  const page = await open()
  await signInStaff(page, 'stock')
  await expect(page.getByRole('navigation', { name: '업무 메뉴' })).toContainText('2단계 인증 등록하기')
  const served = await alimi.replica({ ALIMI_DEV: 'false' })
  const elsewhere = await open({ url: served.url })
  await elsewhere.goto('/staff/sign-in')
  await elsewhere.getByLabel('아이디').fill('stock')
  await elsewhere.getByLabel('비밀번호').fill(PASSWORD)
  await elsewhere.getByRole('button', { name: '로그인하기', exact: true }).click()
  await expectHeading(elsewhere, '2단계 인증을 등록합니다')
  await elsewhere.goto('/stock')
  await expectHeading(elsewhere, '로그인이 필요합니다')

  // Once there is one, it is needed everywhere.
  await page.goto('/staff/enrol')
  const { key } = await enrolApp(page)
  const again = await open()
  await again.goto('/staff/sign-in')
  await again.getByLabel('아이디').fill('stock')
  await again.getByLabel('비밀번호').fill(PASSWORD)
  await again.getByRole('button', { name: '로그인하기', exact: true }).click()
  await expectHeading(again, '한 번 더 확인합니다')
  await enterCode(again, codeOf(key, 1))
  await expect(again).toHaveURL(/\/stock$/)
})

test('tokens change with each proof, and devices end where their owner says', async ({ open, call, alimi }) => {
  const [first, second] = [await call(), await call()]
  await enterStaff(first, 'desk2')
  await enterStaff(second, 'desk2')
  const token = async () => (await first.request.storageState()).cookies.find(({ name }) => name === 'alimi_session')?.value ?? ''
  const before = await token()
  location(await post(first, '/staff/confirm', { password: PASSWORD, next: '/staff/security' }))
  const after = await token()
  expect(after).not.toBe(before)
  const stranger = await call()
  const status = async (value: string) => (await stranger.request.get('/desk', { headers: { cookie: `alimi_session=${value}` } })).status()
  expect(await status(before), 'the old token is dead').toBe(401)
  expect(await status(after)).toBe(200)
  expect((await post(first, '/staff/confirm', { password: 'wrong', next: '/' })).status()).toBe(422)

  const page = await open()
  await page.context().addCookies([{ name: 'alimi_session', value: after, url: alimi.url }])
  await page.goto('/staff/security')
  const devices = page.getByRole('region', { name: '로그인한 기기' }).getByRole('row')
  await expect(devices.filter({ hasText: '지금 이 기기' })).toHaveCount(1)
  const others = devices.filter({ has: page.getByRole('button', { name: /^로그아웃하기/ }) })
  await others.first().getByRole('button').click()
  await expect(page.getByRole('status').filter({ hasText: '그 기기에서 로그아웃했습니다.' })).toBeVisible()
  expect((await second.request.get('/desk')).status()).toBe(401)
})
