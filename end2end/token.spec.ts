// Tokens for programs: made on a page, shown once, used, and ended; for citizens and for staff.
import { newCitizen } from './fixtures/people'
import { enter, enterStaff, post, read } from './fixtures/quick'
import { expectRefused } from './fixtures/form'
import { become, type Call, expect, type Open, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'
import type { APIResponse, Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'

async function openCitizen(open: Open, call: Call, visit = {}): Promise<Page> {
  const citizen = await call()
  await enter(citizen, newCitizen())
  const page = await open(visit)
  await become(page, citizen)
  return page
}

/** Fills the form in and sends it; gives back the token that is shown. */
async function make(page: Page, label: string, scope: string): Promise<string> {
  await page.getByLabel('토큰 이름').fill(label)
  await page.getByLabel(scope).check()
  await page.getByRole('button', { name: '토큰 만들기' }).click()
  const made = page.getByRole('status').filter({ hasText: '토큰을 만들었습니다' })
  await expect(made).toContainText('지금만 볼 수 있습니다')
  return await made.locator('code').innerText()
}

/** The status that a call with the token gets. */
async function status(page: Page, url: string, path: string, token: string): Promise<number> {
  return (await page.request.get(url + path, { headers: { authorization: `Bearer ${token}`, cookie: '' } })).status()
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('a citizen makes a token, sees it once, uses it and revokes it', async ({ open, call, alimi }) => {
      const page = await openCitizen(open, call, { phone: true })
      await page.goto('/my/settings')
      await page.getByRole('link', { name: 'API 토큰' }).click()
      await expect(page.getByRole('main')).toContainText('아직 만든 토큰이 없습니다')
      const token = await make(page, '일정 앱', '내 예약과 대기 보기')
      expect(token).toMatch(/^alimi_[0-9a-f]{64}$/)
      await page.goto('/my/tokens')
      await expect(page.getByRole('main')).not.toContainText(token)
      const row = page.getByRole('row').filter({ hasText: '일정 앱' })
      await expect(row).toContainText('사용한 적 없음')

      expect(await status(page, alimi.url, '/api/v1/reservations', token)).toBe(200)
      expect(await status(page, alimi.url, '/api/v1/vaccinations', token)).toBe(403)
      await page.reload()
      await expect(row).not.toContainText('사용한 적 없음')

      await row.getByRole('link', { name: '토큰 취소하기 일정 앱' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('토큰을 취소하시겠습니까?')
      expect(await status(page, alimi.url, '/api/v1/reservations', token)).toBe(200)
      await page.getByRole('button', { name: '토큰 취소하기' }).click()
      await expect(page.getByRole('status').filter({ hasText: '토큰을 취소했습니다.' })).toBeVisible()
      await expect(row).toContainText('취소함')
      expect(await status(page, alimi.url, '/api/v1/reservations', token)).toBe(401)
    })
  })
}

test('what is missing in the form is named, and what was chosen is kept', async ({ open, call }) => {
  const page = await openCitizen(open, call)
  await page.goto('/my/tokens')
  await page.getByLabel('90일').check()
  await page.getByRole('button', { name: '토큰 만들기' }).click()
  await expectRefused(page, {
    label: '토큰 이름을 입력해 주세요.',
    scopes: '허락할 일을 하나 이상 선택해 주세요.',
  })
  await expect(page.getByLabel('90일')).toBeChecked()
})

test('the same form sent twice makes one token, and its text is not told again', async ({ call }) => {
  const citizen = await call()
  await enter(citizen)
  const form = { label: '두 번', 'scopes[]': 'reservations:read', validity: '7', key: randomUUID() }
  // Where its line may break, the page says so.
  const shown = async (answer: APIResponse) => (await answer.text()).replaceAll('<wbr>', '')
  expect(await shown(await post(citizen, '/my/tokens', form))).toMatch(/alimi_[0-9a-f]{64}/)
  const again = await post(citizen, '/my/tokens', form)
  expect(again.status()).toBe(422)
  const text = await shown(again)
  expect(text).toContain('이 신청으로 이미 토큰을 만들었습니다.')
  expect(text).not.toMatch(/alimi_[0-9a-f]{64}/)
  expect((await read(citizen, '/my/tokens')).match(/토큰 취소하기/g)).toHaveLength(1)
})

test('staff choose among what their role may do, and nothing else can be asked for', async ({ open, call, alimi }) => {
  const desk = await call()
  await enterStaff(desk, 'desk')
  const page = await open()
  await become(page, desk)
  await page.goto('/staff/tokens')
  const menu = page.getByRole('navigation', { name: '업무 메뉴' })
  await expect(menu.getByRole('link', { name: 'API 토큰' }), 'the frame is that of their work').toHaveAttribute('aria-current', 'page')
  const choices = page.getByRole('group', { name: /허락할 일/ }).getByRole('checkbox')
  await expect(choices).toHaveCount(2)
  const token = await make(page, '접수 프로그램', '병원의 날짜별 예약 보기')
  expect(await status(page, alimi.url, '/api/v1/desk/days/2026-12-01', token)).not.toBe(403)
  expect(await status(page, alimi.url, '/api/v1/stock', token)).toBe(403)
  const form = { label: 'x', 'scopes[]': 'stock:read', validity: '7', key: randomUUID() }
  expect((await post(desk, '/staff/tokens', form)).status()).toBe(422)
  expect((await post(desk, '/my/tokens', form)).status()).toBe(403)
})

test('the page of the API is reached from every page, in both languages', async ({ open }) => {
  const page = await open({ language: 'en' })
  await page.goto('/')
  await page.getByRole('contentinfo').getByRole('link', { name: 'Open API' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open API')
  await expect(page.getByRole('main')).toContainText("-H 'Idempotency-Key:")
  await expect(page.getByRole('table', { name: 'Problems' })).toContainText('idempotency_key_missing')
})
