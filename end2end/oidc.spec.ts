// Signing in with an OpenID Connect provider, a real one: the first time with a proof of the phone
// number, then directly; and every way in which it comes to nothing.
import type { Page } from '@playwright/test'
import { enterCode, signIn } from './fixtures/booking'
import { DEAD, NAME, test } from './fixtures/oidc'
import { newCitizen } from './fixtures/people'
import { enter, location, post } from './fixtures/quick'
import { become, expect } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

/** From the sign-in page to the provider's. */
async function leave(page: Page, next = ''): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByRole('button', { name: `${NAME} 계정으로 로그인하기` }).click()
  // It leaves by itself; the provider's first answer costs it seconds on a busy machine.
  await expect(heading(page)).toHaveText('Test provider', { timeout: 40_000 })
}

/** Signs in there, under a name; the provider leads back. */
async function enterThere(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Enter' }).click()
}

/** The address of the return, as soon as there is one. */
function returning(page: Page): Promise<string> {
  return page.waitForRequest((request) => request.url().includes('/sign-in/callback/')).then((request) => request.url())
}

/** Signs in there as the browser would, up to the return: its address, which nobody has visited. */
async function findReturn(page: Page, name: string): Promise<URL> {
  let answer = await page.request.post(page.url(), { form: { name, do: 'enter' }, maxRedirects: 0 })
  for (;;) {
    const next = new URL(answer.headers().location, answer.url())
    if (next.pathname.startsWith('/sign-in/callback/')) return next
    answer = await page.request.get(next.href, { maxRedirects: 0 })
  }
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('the first sign-in proves the number, the second goes straight in', async ({ open }) => {
      const page = await open({ phone: true })
      const citizen = newCitizen()
      await leave(page, '/my/settings')
      await enterThere(page, citizen.phone)
      await expect(heading(page)).toHaveText('휴대전화 번호를 한 번만 확인해 주세요')
      await expect(page.getByRole('main')).toContainText(`${NAME} 로그인을 연결합니다.`)
      await signIn(page, citizen)
      await expect(page).toHaveURL(/\/my\/settings$/)

      const other = await open({ phone: true })
      await leave(other, '/my/sign-in-ways')
      await enterThere(other, citizen.phone)
      await expect(other).toHaveURL(/\/my\/sign-in-ways$/)
      await expect(other.getByRole('main')).toContainText(NAME)
      await other.getByRole('button', { name: `연결 끊기 ${NAME}` }).click()
      await expect(other.getByRole('status')).toContainText('휴대전화 번호로는 계속 로그인할 수 있습니다.')
      await expect(other.getByRole('main')).toContainText('연결한 로그인이 없습니다')

      const third = await open({ phone: true })
      await leave(third)
      await enterThere(third, citizen.phone)
      await expect(heading(third), 'what was unlinked is nobody again').toHaveText('휴대전화 번호를 한 번만 확인해 주세요')
    })

    test('a number that has an account already is linked to that account', async ({ open, call }) => {
      const [page, client] = [await open({ phone: true }), await call()]
      const citizen = await enter(client, newCitizen('시험연결자'))
      await leave(page, '/my/family')
      await enterThere(page, `existing ${citizen.phone}`)
      // A number gets one code each twenty seconds, and has just had one: it is asked for until it comes.
      await page.getByLabel('휴대전화 번호').fill(citizen.phone)
      await expect(async () => {
        await page.getByRole('button', { name: '인증번호 받기' }).click()
        await expect(page.getByLabel('인증번호', { exact: true })).toBeVisible({ timeout: 2_000 })
      }).toPass({ timeout: 40_000 })
      await enterCode(page, citizen)
      await expect(page.getByRole('main')).toContainText('시험연결자')
    })

    test('whoever denies at the provider is told so, and can sign in otherwise', async ({ open }) => {
      const page = await open()
      await leave(page)
      await page.getByRole('button', { name: 'Deny' }).click()
      await expect(heading(page)).toHaveText('로그인을 취소했습니다')
      await page.getByRole('link', { name: '다시 로그인하기' }).click()
      await expect(heading(page)).toHaveText('로그인')
    })
  })
}

test('a provider that is down has a page in both languages', async ({ open }) => {
  const page = await open({ language: 'en' })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Sign in with ${DEAD}` }).click()
  await expect(heading(page)).toHaveText('The sign-in provider cannot be reached')
  await page.goto('/sign-in/failed?why=down')
  await expect(heading(page)).toHaveText('The sign-in provider cannot be reached')
})

test('the same return a second time signs nobody in', async ({ open, alimi }) => {
  const page = await open()
  await leave(page)
  const cookies = (await page.context().cookies(alimi.url)).filter(({ name }) => name === 'alimi_away')
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  const back = returning(page)
  await enterThere(page, `replay ${newCitizen().phone}`)
  await expect(heading(page)).toHaveText('휴대전화 번호를 한 번만 확인해 주세요')
  const address = await back
  await page.goto(address)
  await expect(heading(page)).toHaveText('이미 처리한 로그인입니다')
  // Without the browser's cookie it is nobody's at all.
  const stranger = await open()
  await stranger.goto(address)
  await expect(heading(stranger)).toHaveText('로그인할 수 있는 시간이 지났습니다')
  await stranger.goto('/my')
  await expect(heading(stranger)).toHaveText('로그인')
})

test('a state or a code that was tampered with is not believed', async ({ open }) => {
  const page = await open()
  await leave(page)
  await page.goto('/sign-in/callback/test?code=made-up&state=made-up')
  await expect(heading(page)).toHaveText('로그인을 확인하지 못했습니다')

  await leave(page)
  const address = await findReturn(page, 'tampered')
  address.searchParams.set('code', 'made-up')
  await page.goto(address.href)
  await expect(heading(page)).toHaveText('로그인을 확인하지 못했습니다')

  // An answer that names another issuer is another provider's.
  // The provider knows this browser by now: somebody else comes.
  const other = await open()
  await leave(other)
  const mixed = await findReturn(other, 'mixed up')
  mixed.searchParams.set('iss', 'https://elsewhere.example')
  await other.goto(mixed.href)
  await expect(heading(other)).toHaveText('로그인을 확인하지 못했습니다')
})

test('nobody is led to another site, nor to a provider that is not set up', async ({ open, call }) => {
  const client = await call()
  expect((await post(client, '/sign-in/with', { provider: 'nobody' })).status()).toBe(404)
  const page = await open()
  const citizen = newCitizen()
  await page.goto('/sign-in?next=https%3A%2F%2Felsewhere.example')
  await page.getByRole('button', { name: `${NAME} 계정으로 로그인하기` }).click()
  await enterThere(page, citizen.phone)
  await signIn(page, citizen)
  await expect(page).toHaveURL(/\/my$/)
  expect(location(await post(client, '/sign-in/with', { provider: 'test', next: '//elsewhere.example' }))).toBe('/sign-in/away')
})

test('a link is removed by its owner only', async ({ open, call }) => {
  const page = await open()
  const citizen = newCitizen()
  await leave(page, '/my/sign-in-ways')
  await enterThere(page, citizen.phone)
  await signIn(page, citizen)
  const id = await page.locator('input[name="id"]').getAttribute('value')
  const stranger = await call()
  await enter(stranger)
  await post(stranger, '/my/sign-in-ways', { id: id ?? '' })
  await page.reload()
  await expect(page.getByRole('main')).toContainText(NAME)
  const empty = await open()
  await become(empty, stranger)
  await empty.goto('/my/sign-in-ways')
  await expect(empty.getByRole('main')).toContainText('연결한 로그인이 없습니다')
})
