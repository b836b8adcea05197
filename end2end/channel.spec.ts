// By what people are told besides the inbox: the number in the header moves by itself, e-mail addresses are
// asked for, and a browser shows a notification. Push services cannot be reached from here: what one would
// deliver is handed to the browser through its own developer tools.
import type { Page } from '@playwright/test'
import { expectRefused } from './fixtures/form'
import { accept, book, enter, enterStaff, location, post } from './fixtures/quick'
import { become, expect, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'

function bell(page: Page) {
  return page.getByRole('banner').locator('a[href="/my/notices"]')
}

/** As a push service would deliver it. */
async function deliver(page: Page, said: object): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const registration = new Promise<string>((found) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations.length > 0) found(registrations[0].registrationId)
    })
  })
  await tools.send('ServiceWorker.enable')
  await tools.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(page.url()).origin,
    registrationId: await registration,
    data: JSON.stringify(said),
  })
}

test('the number of unread notices moves on an open page when one arrives, and when they are read', async ({ open, call }) => {
  const [citizen, desk] = [await call(), await call()]
  const id = await book(citizen, firstOf(await readChoices(citizen)))
  await enterStaff(desk, 'desk')
  const page = await open({ phone: true })
  await become(page, citizen)
  await page.goto('/help')
  await expect(bell(page)).toHaveAccessibleName('알림 읽지 않은 알림 1건')
  await accept(desk, id)
  await expect(bell(page)).toHaveAccessibleName('알림 읽지 않은 알림 2건')
  await expect(bell(page).locator('.header__count')).toHaveText('2')
  location(await post(citizen, '/my/notices', { up_to: '9000000000' }))
  await expect(bell(page)).toHaveAccessibleName('알림')
  await expect(bell(page).locator('.header__count')).toBeHidden()
})

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('an e-mail address is asked for, and a code', async ({ open, call }) => {
      const citizen = await call()
      await enter(citizen)
      const page = await open({ phone: true })
      await become(page, citizen)
      await page.goto('/my/settings')
      await page.getByRole('link', { name: '이메일 주소 등록하기' }).click()
      await page.getByLabel('이메일 주소').fill('demo@example')
      await page.getByRole('button', { name: '인증번호 받기' }).click()
      await expectRefused(page, { email: '이메일 주소를 name@example.com 형식으로 입력해 주세요.' })
      await page.getByLabel('이메일 주소').fill('demo@example.com')
      await page.getByRole('button', { name: '인증번호 받기' }).click()
      await expect(page.getByRole('main')).toContainText('de***@example.com 주소로 인증번호를 보냈습니다.')
      await page.getByLabel('인증번호').fill('12')
      await page.getByRole('button', { name: '주소 등록하기' }).click()
      await expect(page.getByRole('alert').first()).toContainText('6')
      await page.getByRole('link', { name: '주소 다시 입력하기' }).click()
      await expect(page).toHaveURL('/my/settings/email')
    })
  })
}

test('a push message becomes a notification with its title and nothing else', async ({ open, call, alimi }) => {
  const citizen = await call()
  await enter(citizen)
  const page = await open({ worker: true })
  await page.context().grantPermissions(['notifications'], { origin: alimi.url })
  await become(page, citizen)
  await page.goto('/my/settings')
  await expect(page.getByRole('button', { name: '이 브라우저로 알림 받기' })).toBeVisible()
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
  })
  const said = { title: '예약이 완료되었습니다', body: '알림함에서 확인해 주세요.', lang: 'ko', url: '/my/notices', tag: 'a' }
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, lang, tag, data }) => ({ title, body, lang, url: data.url, tag }))
    })
  await deliver(page, said)
  await expect.poll(shown).toEqual([said])
  // The same one again, as after a lost answer, stays one.
  await deliver(page, said)
  await deliver(page, { ...said, title: '내일이 접종일입니다', tag: 'b' })
  await expect.poll(async () => (await shown()).length).toBe(2)
})

test('a browser that blocks notifications is not asked, and a subscription of nobody we know is refused', async ({ open, call }) => {
  const citizen = await call()
  await enter(citizen)
  const page = await open()
  await page.context().clearPermissions()
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }))
  await become(page, citizen)
  await page.goto('/my/settings')
  await expect(page.getByText('이 사이트의 알림을 브라우저가 막고 있습니다.')).toBeVisible()
  await expect(page.getByRole('button', { name: '이 브라우저로 알림 받기' })).toBeHidden()
  const answer = await post(citizen, '/my/settings/push', { endpoint: 'https://127.0.0.1/x', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) })
  expect(answer.status()).toBe(422)
  expect(await answer.text()).toContain('이 브라우저의 알림 서비스에는 보낼 수 없습니다.')
})
