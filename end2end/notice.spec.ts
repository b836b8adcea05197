// What people are told: the inbox with its badge and its receipts, the settings, what the desk sees of
// it, and the admin's list of messages that could not be sent.
import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expectRefused } from './fixtures/form'
import { atTen, offerTo } from './fixtures/line'
import { HOSPITAL } from './fixtures/people'
import { accept, book, enter, enterStaff, location, openStaff, post, read } from './fixtures/quick'
import type { Alimi } from './fixtures/server'
import { become, type Call, type Client, expect, type Open, test } from './fixtures/visit'
import { WAYS, WITHOUT } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'

/** Somebody whose request was accepted; the workers have told them so. */
async function accepted(call: Call): Promise<{ citizen: Client; id: string }> {
  const [citizen, desk] = [await call(), await call()]
  const id = await book(citizen, firstOf(await readChoices(citizen)))
  await enterStaff(desk, 'desk')
  await accept(desk, id)
  await expect.poll(() => read(citizen, '/my/notices')).toContain('예약이 완료되었습니다')
  return { citizen, id }
}

/** As a sender leaves a delivery that no provider took; gives back its id. */
async function giveUp({ database }: Alimi, reservation: string): Promise<string> {
  const db = new pg.Client({ connectionString: database })
  await db.connect()
  const { rows } = await db.query(
    `INSERT INTO deliveries (notice_id, channel, state, urgent, key, tries, error, ended_at)
     SELECT notice_id, 'alimtalk', 'failed', false, gen_random_uuid(), 8, 'timed out', alimi_now()
     FROM notices WHERE reservation_id = $1 AND kind = 'confirmed' RETURNING delivery_id`,
    [reservation],
  )
  await db.end()
  return rows[0].delivery_id
}

async function openAs(open: Open, citizen: Client, visit = {}): Promise<Page> {
  const page = await open(visit)
  await become(page, citizen)
  return page
}

/** The header's way to the inbox. */
function bell(page: Page) {
  return page.getByRole('banner').locator('a[href="/my/notices"]')
}

for (const [how, way] of [...WAYS, ...WITHOUT.filter(([how]) => !WAYS.some(([known]) => known === how))]) {
  test.describe(how, () => {
    test.use({ way })

    test('an accepted booking is told in the inbox, and stays new until it is marked as read', async ({ open, call }) => {
      const { citizen, id } = await accepted(call)
      const page = await openAs(open, citizen, { phone: true })
      await page.goto('/')
      await expect(bell(page)).toHaveAccessibleName('알림 읽지 않은 알림 2건')
      await bell(page).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('알림함')
      const told = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) })
      await expect(told.getByRole('heading')).toHaveText(['예약이 완료되었습니다', '예약을 등록했습니다'])
      await expect(told.first()).toContainText('새 알림')
      await expect(told.first()).toContainText('접종일에 신분증을 가지고 방문해 주세요.')
      await expect(told.first().getByRole('link', { name: /예약 상태 보기/ })).toHaveAttribute('href', `/my/${id}`)

      // Looking changes nothing, the button does.
      await page.reload()
      await expect(page.getByRole('main')).toContainText('읽지 않은 알림 2건')
      await page.getByRole('button', { name: '모두 읽음으로 표시' }).click()
      await expect(page.getByRole('main')).toContainText('알림을 모두 읽었습니다.')
      await expect(page.getByRole('main')).not.toContainText('새 알림')
      await expect(bell(page)).toHaveAccessibleName('알림')
      await expect(told).toHaveCount(2)
    })

    test('the settings are kept', async ({ open, call }) => {
      const citizen = await call()
      await enter(citizen)
      const page = await openAs(open, citizen, { phone: true })
      await page.goto('/my')
      await page.getByRole('link', { name: '알림함' }).click()
      await expect(page.getByRole('main')).toContainText('아직 알림이 없습니다')
      await page.getByRole('link', { name: '알림 설정' }).click()
      const group = (name: RegExp) => page.getByRole('group', { name })
      await expect(group(/휴대전화 메시지/).getByLabel('받기', { exact: false }).first()).toBeChecked()
      await expect(group(/밤 시간/).getByLabel('받지 않기', { exact: false })).toBeChecked()
      await group(/휴대전화 메시지/).getByLabel('받지 않기', { exact: false }).check()
      await group(/밤 시간/).getByLabel('밤에도 받기').check()
      await group(/메시지 언어/).getByLabel('English').check()
      await page.getByRole('button', { name: '설정 저장하기' }).click()
      await expect(page.getByRole('status').filter({ hasText: '알림 설정을 저장했습니다.' })).toBeVisible()
      await page.goto('/my/settings')
      await expect(group(/휴대전화 메시지/).getByLabel('받지 않기', { exact: false })).toBeChecked()
      await expect(group(/밤 시간/).getByLabel('밤에도 받기')).toBeChecked()
      await expect(group(/메시지 언어/).getByLabel('English')).toBeChecked()
    })
  })
}

test('settings that no form of ours sends are named at their fields', async ({ open, call }) => {
  const citizen = await call()
  await enter(citizen)
  const page = await openAs(open, citizen)
  await page.goto('/my/settings')
  for (const name of ['message', 'quiet', 'language']) {
    await page.locator(`input[name="${name}"]:checked`).evaluate((input: HTMLInputElement) => (input.checked = false))
  }
  await page.getByRole('button', { name: '설정 저장하기' }).click()
  await expectRefused(page, {
    message: '휴대전화 메시지를 받을지 선택해 주세요.',
    quiet: '밤에 받을지 선택해 주세요.',
    language: '메시지 언어를 선택해 주세요.',
  })
})

test('marking as read reaches no further than what the page showed, and nobody else', async ({ call }) => {
  const { citizen, id } = await accepted(call)
  const [stranger, desk] = [await call(), await call()]
  const shown = /name="up_to" value="(\d+)"/.exec(await read(citizen, '/my/notices'))?.[1] ?? ''
  await enter(stranger)
  location(await post(stranger, '/my/notices', { up_to: shown }))
  expect(await read(citizen, '/my/notices'), "a stranger's click").toContain('읽지 않은 알림 2건')
  await enterStaff(desk, 'desk')
  expect((await post(desk, '/my/notices', { up_to: shown })).status()).toBe(403)
  expect((await post(citizen, '/my/notices', { up_to: 'x' })).status()).toBe(400)
  expect((await post(citizen, '/admin/deliveries', { id: '1' })).status()).toBe(403)
  expect(await read(stranger, '/my/notices')).not.toContain(id)
})

test('the desk sees what the person was told', async ({ open, call }) => {
  const { id } = await accepted(call)
  const desk = await openStaff(open, call, 'desk')
  await desk.goto(`/desk/requests/${id}`)
  const told = desk.getByRole('region', { name: '접종자에게 보낸 알림' }).getByRole('row')
  await expect(told).toContainText(['발송', '예약이 완료되었습니다', '예약을 등록했습니다'])
  await expect(told.nth(1)).toContainText('알림함에만 표시')
})

test('the admin finds failed messages and sends them again; a second tap is harmless', async ({ open, call, alimi }) => {
  const admin = await openStaff(open, call, 'admin')
  await admin.goto('/admin')
  await admin.getByRole('link', { name: '발송 실패' }).click()
  await expect(admin.getByRole('main')).toContainText('보내지 못한 메시지가 없습니다')

  const { citizen, id } = await accepted(call)
  const delivery = await giveUp(alimi, id)
  expect(await read(citizen, '/my/notices')).toContain('카카오 알림톡 · 보내지 못함')
  await admin.reload()
  const row = admin.getByRole('row').filter({ hasText: '예약이 완료되었습니다' })
  for (const text of [HOSPITAL, '카카오 알림톡', 'timed out', '8번 시도']) await expect(row).toContainText(text)
  await row.getByRole('button', { name: /^다시 보내기/ }).click()
  await expect(admin.getByRole('status').filter({ hasText: '메시지를 다시 보냅니다.' })).toBeVisible()
  await expect(row).toHaveCount(0)
  expect(await read(citizen, '/my/notices')).toContain('카카오 알림톡 · 대기 중')

  const again = await post(admin, '/admin/deliveries', { id: delivery })
  expect(again.status()).toBe(422)
  expect(await again.text()).toContain('이미 다시 보내고 있는 메시지입니다.')
  expect((await post(admin, '/admin/deliveries', { id: randomUUID() })).status()).toBe(404)
})

test('in English as well', async ({ open, call }) => {
  const { citizen } = await accepted(call)
  const page = await openAs(open, citizen, { language: 'en' })
  await page.goto('/my/notices')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notices')
  await expect(page.getByRole('main')).toContainText('Your booking is confirmed')
  await expect(bell(page)).toHaveAccessibleName('Notices 2 unread')
})

test('an offer can be taken up from the inbox while it runs, and not after', async ({ open, call, alimi }) => {
  await atTen(alimi)
  const citizen = await call()
  await enter(citizen)
  const reservation = await offerTo(call, citizen)
  const page = await openAs(open, citizen, { phone: true })
  await expect(async () => {
    await page.goto('/my/notices')
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('예약할 차례가 되었습니다', { timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await expect(page.getByRole('main')).toContainText(/예약 기한 \d+년 \d+월 \d+일\(.\) \d\d:\d\d/)
  await page.getByRole('link', { name: '날짜 골라 예약하기' }).click()
  await expect(page).toHaveURL(`/my/offer?reservation=${reservation}`)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('알림함')
  location(await post(citizen, '/my/decline', { reservation }))
  // The open page of the offer loads itself anew at that moment and may get in the way.
  await expect(async () => await page.goto('/my/notices')).toPass()
  await expect(page.getByRole('link', { name: '날짜 골라 예약하기' })).toHaveCount(0)
})
