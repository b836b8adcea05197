// Passkeys, with Chromium's virtual authenticator: made, used, removed, by staff and by a citizen. A
// passkey belongs to a name, so these visitors come to localhost.
import type { Page } from '@playwright/test'
import { expectHeading } from './fixtures/desk'
import { newCitizen, readCode, signInStaff } from './fixtures/people'
import { openStaff, post } from './fixtures/quick'
import { enrolApp, enterPassword, invite, setPassword } from './fixtures/staff'
import { type Call, expect, type Open, test } from './fixtures/visit'

/** The same server under a name. */
function named(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
}

/** A page itself, and no address that leads there later (`?next=`). */
function at(path: string): (url: URL) => boolean {
  return ({ pathname }) => pathname === path
}

/** Gives the browser an authenticator whose user is there and verified. */
async function addAuthenticator(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    /** What a device does whose user fails to unlock it. */
    verifies: (isUserVerified: boolean) => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    /** How many passkeys it holds. */
    count: async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}

/** Somebody of staff with an app, on an open page. */
async function member(open: Open, call: Call, url: string): Promise<{ page: Page; login: string }> {
  const admin = await openStaff(open, call, 'admin')
  const invited = await invite(admin, '관리자')
  const page = await open({ url: named(url) })
  await setPassword(page, invited, true)
  return { page, login: invited.login }
}

async function makePasskey(page: Page): Promise<void> {
  await expectHeading(page, '패스키를 만듭니다')
  await page.getByRole('button', { name: '패스키 만들기' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '로그아웃' }).first().click()
  await expect(page.getByRole('banner').getByRole('link', { name: '로그인' })).toBeVisible()
}

test('staff sign in with a passkey alone, confirm with it, and remove it', async ({ open, call, alimi }) => {
  const { page, login } = await member(open, call, alimi.url)
  const device = await addAuthenticator(page)
  await enrolApp(page)
  await page.goto('/account/passkey')
  await makePasskey(page)
  await expectHeading(page, '내 계정 보안')
  expect(await device.count()).toBe(1)
  await expect(page.getByRole('region', { name: '패스키' }).getByRole('row')).toHaveCount(2)

  await page.goto('/account/passkey')
  await page.getByRole('button', { name: '패스키 만들기' }).click()
  await expect(page.getByRole('alert'), 'the same device twice').toContainText('패스키를 확인하지 못했습니다')

  await page.goto('/sign-out')
  await page.getByRole('main').getByRole('button', { name: '로그아웃' }).click()
  await page.goto('/staff/sign-in?next=/admin/staff')
  await page.getByRole('button', { name: '패스키로 로그인하기' }).click()
  await expect(page).toHaveURL(at('/admin/staff'))
  await page.waitForLoadState()

  await page.goto('/staff/confirm?next=/staff/security')
  await page.getByRole('button', { name: '패스키로 확인하기' }).click()
  await expectHeading(page, '내 계정 보안')

  await page.getByRole('link', { name: /^삭제하기/ }).last().click()
  await expectHeading(page, '이 패스키를 삭제하시겠습니까?')
  await page.getByRole('button', { name: '삭제하기' }).click()
  await expect(page.getByRole('main')).toContainText('등록한 패스키가 없습니다.')
  await page.goto('/sign-out')
  await page.getByRole('main').getByRole('button', { name: '로그아웃' }).click()
  await page.goto('/staff/sign-in')
  await page.getByRole('button', { name: '패스키로 로그인하기' }).click()
  await expect(page.getByRole('alert')).toContainText('패스키를 확인하지 못했습니다. 다시 시도해 주세요.')
  await enterPassword(page, login)
  await expectHeading(page, '한 번 더 확인합니다')
})

test('a passkey is a second factor by itself, and needs its user', async ({ open, call, alimi }) => {
  const { page, login } = await member(open, call, alimi.url)
  const device = await addAuthenticator(page)
  await page.getByRole('link', { name: '패스키 만들기' }).click()
  await makePasskey(page)
  await expectHeading(page, '복구 코드를 보관해 주세요')
  await page.goto('/sign-out')
  await page.getByRole('main').getByRole('button', { name: '로그아웃' }).click()
  await enterPassword(page, login)
  await expectHeading(page, '한 번 더 확인합니다')
  await device.verifies(false)
  await page.getByRole('button', { name: '패스키로 로그인하기' }).click()
  await expect(page.getByText('패스키를 확인하지 못했습니다. 다시 시도하거나 다른 방법을 이용해 주세요.')).toBeVisible()
  await device.verifies(true)
  await page.getByRole('button', { name: '패스키로 로그인하기' }).click()
  await expect(page).toHaveURL(at('/admin'))
  await page.goto('/account/passkey/remove?id=AAAA')
  await expectHeading(page, '내 계정 보안')
})

test('a citizen adds a passkey, which the code by phone then needs as well', async ({ open, alimi }) => {
  const [page, inbox] = [await open({ phone: true, url: named(alimi.url) }), await open()]
  await addAuthenticator(page)
  const citizen = newCitizen()
  await page.goto('/sign-in')
  await page.getByLabel('휴대전화 번호').fill(citizen.phone)
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await inbox.goto('/dev/inbox')
  await page.getByLabel('인증번호', { exact: true }).fill(await readCode(inbox, citizen.phone))
  await page.getByRole('button', { name: '로그인하기', exact: true }).click()
  await expect(page).toHaveURL(at('/my'))
  await page.goto('/my/devices')
  await expect(page.getByRole('region', { name: '로그인한 기기' })).toContainText('지금 이 기기')
  await page.getByRole('link', { name: '패스키 만들기' }).click()
  await makePasskey(page)
  await expectHeading(page, '복구 코드를 보관해 주세요')
  const codes = await page.locator('.code-list code').allInnerTexts()
  await page.getByRole('link', { name: '보관했습니다' }).click()
  await expectHeading(page, '로그인 기기와 보안')
  await signOut(page)

  await page.goto('/sign-in')
  await page.getByRole('button', { name: '패스키로 로그인하기' }).click()
  await expect(page).toHaveURL(at('/my'))
  // It is a citizen's: the staff's door does not know it.
  await page.goto('/staff/sign-in')
  await page.getByRole('button', { name: '패스키로 로그인하기' }).click()
  await expect(page.getByRole('alert')).toContainText('패스키를 확인하지 못했습니다')
  await page.goto('/my')
  await signOut(page)

  // One code in twenty seconds: this is the time that has passed at least.
  await expect(async () => {
    await page.goto('/sign-in')
    await page.getByLabel('휴대전화 번호').fill(citizen.phone)
    await page.getByRole('button', { name: '인증번호 받기' }).click()
    await expect(page.getByLabel('인증번호', { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000, intervals: [2_000] })
  await inbox.reload()
  await page.getByLabel('인증번호', { exact: true }).fill(await readCode(inbox, citizen.phone))
  await page.getByRole('button', { name: '로그인하기', exact: true }).click()
  await expectHeading(page, '한 번 더 확인합니다')
  await page.goto('/my')
  await expect(page, 'the code alone is not enough').toHaveURL(/\/sign-in\?next=/)
  await page.goto('/sign-in/factor')
  await page.getByLabel('복구 코드').fill(codes[0])
  await page.getByRole('button', { name: '확인하고 로그인하기' }).click()
  await expect(page).toHaveURL(at('/my'))
  await page.goto('/my/devices')
  await page.getByRole('link', { name: /^삭제하기/ }).click()
  await page.getByRole('button', { name: '삭제하기' }).click()
  await expect(page.getByRole('main')).toContainText('등록한 패스키가 없습니다.')
})

test('where a passkey cannot be had, the page says so and has other ways', async ({ open, alimi }) => {
  const [without, address] = [await open({ javaScript: false, url: named(alimi.url) }), await open()]
  await without.goto('/staff/sign-in')
  await expect(without.getByText('패스키를 사용하려면 자바스크립트가 켜져 있어야 합니다.')).toBeVisible()
  await expect(without.getByRole('button', { name: '패스키로 로그인하기' })).toBeHidden()
  await signInStaff(without, 'desk')
  await address.goto('/staff/sign-in')
  await expect(address.getByText('이 브라우저나 주소에서는 패스키를 사용할 수 없습니다.')).toBeVisible()
  expect((await post(address, '/staff/sign-in/passkey', { credential: 'AAAA', page: '/staff/sign-in' })).status()).toBe(422)
})
