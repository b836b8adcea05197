// One's own account: a copy of everything in it, and its end. And what the admin sees when somebody
// seems to have two.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { newCitizen, readCode } from './fixtures/people'
import { askCode, book, enter, enterStaff, location, openStaff, post, read } from './fixtures/quick'
import { become, expect, test } from './fixtures/visit'
import { WAYS } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('a person takes a copy, and has the account erased with a fresh code', async ({ open, call }) => {
      const wish = firstOf(await readChoices(await call()))
      const [page, inbox, client] = [await open({ phone: true }), await open(), await call()]
      const citizen = await enter(client, newCitizen('시험삭제자'))
      const id = await book(client, wish)
      await become(page, client)
      await page.goto('/my')
      await page.getByRole('main').getByRole('link', { name: '내 정보' }).click()
      await expect(heading(page)).toHaveText('내 정보')
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '내 정보 내려받기' }).click()])
      expect(download.suggestedFilename()).toBe('alimi.json')

      await page.getByRole('link', { name: '계정 삭제 알아보기' }).click()
      await expect(page.getByRole('main')).toContainText('진행 중인 예약과 대기 1건은 바로 취소됩니다.')
      // A number gets a code every twenty seconds, and one was sent to sign in.
      await expect(async () => {
        await page.getByRole('button', { name: '인증번호 받고 삭제하기' }).click()
        await expect(heading(page)).toHaveText('인증번호를 입력하면 계정이 삭제됩니다', { timeout: 1_000 })
      }).toPass({ timeout: 40_000, intervals: [2_000] })
      await page.getByLabel('인증번호', { exact: true }).fill('000000')
      await page.getByRole('button', { name: '계정 삭제하기' }).click()
      await expect(page.locator('#code-error')).toBeVisible()
      await inbox.goto('/dev/inbox')
      await page.getByLabel('인증번호', { exact: true }).fill(await readCode(inbox, citizen.phone))
      await page.getByRole('button', { name: '계정 삭제하기' }).click()
      await expect(heading(page)).toHaveText('계정을 삭제했습니다')
      await page.goto(`/my/${id}`)
      await expect(heading(page)).toHaveText('로그인')
      // The old session is nobody's, on whatever device.
      expect(await read(client, '/my')).not.toContain('시험삭제자')
    })
  })
}

test('the copy is whole, and nobody else gets it', async ({ call }) => {
  const [client, nobody, staff] = [await call(), await call(), await call()]
  const wish = firstOf(await readChoices(await call()))
  const citizen = await enter(client, newCitizen('시험보관자'))
  await book(client, wish)
  const answer = await client.request.get('/my/data.json')
  expect(answer.headers()['cache-control']).toBe('no-store')
  expect(answer.headers()['content-disposition']).toContain('attachment')
  const copy = await answer.json()
  expect(copy.account.phone).toBe(citizen.phone)
  expect(copy.persons).toEqual([{ name: '시험보관자', born_on: '1980-03-02' }])
  expect(copy.reservations).toHaveLength(1)
  expect(copy.reservations[0]).toMatchObject({ person: '시험보관자', status: 'requested', day: wish.date })
  expect(copy.sign_ins).toHaveLength(1)
  expect(copy.kept_and_why.length).toBeGreaterThan(3)
  expect((await nobody.request.get('/my/data.json', { maxRedirects: 0 })).headers().location).toContain('/sign-in')
  await enterStaff(staff, 'desk')
  expect((await staff.request.get('/my/data.json')).status()).toBe(403)
})

test('a code of another number erases nothing', async ({ call }) => {
  const [client, other] = [await call(), await call()]
  await enter(client, newCitizen('시험지킴이'))
  const phone = newCitizen().phone
  const c = await askCode(other, phone)
  const code = new RegExp(`${phone}.*?(\\d{6})<`, 's').exec(await read(other, '/dev/inbox'))?.[1] ?? ''
  const answer = await post(client, '/my/erase/confirm', { c, code })
  expect(answer.status()).toBe(422)
  expect(await answer.text()).toContain('이 계정의 번호로 받은 인증번호가 아닙니다.')
  expect(await read(client, '/my/family')).toContain('시험지킴이')
})

test('in English the pages of the account speak of it plainly', async ({ open, call }) => {
  const [page, client] = [await open({ language: 'en' }), await call()]
  await enter(client)
  await become(page, client)
  await page.goto('/my/data')
  await expect(heading(page)).toHaveText('My data')
  await page.getByRole('link', { name: 'About deleting the account' }).click()
  await expect(page.getByRole('main')).toContainText('Vaccination records are kept as the law asks')
})

test('the admin sees the same name and birth date in two accounts', async ({ open, call }) => {
  const admin = await openStaff(open, call, 'admin')
  const [one, two] = [await call(), await call()]
  await enter(one, newCitizen('시험쌍둥이'))
  await admin.goto('/admin/duplicates')
  await expect(admin.getByRole('main')).not.toContainText('시험쌍둥이')
  await enter(two, newCitizen('시험쌍둥이'))
  location(await post(two, '/my/family/add', { name: '시험혼자', birth_year: '1970', birth_month: '1', birth_day: '2', key: randomUUID() }))
  await admin.goto('/admin')
  await admin.getByRole('main').getByRole('link', { name: '중복 의심 보기' }).click()
  await expect(heading(admin)).toHaveText('중복 의심')
  await expect(admin.getByRole('row').filter({ hasText: '시험쌍둥이' })).toHaveCount(2)
  await expect(admin.getByRole('main')).not.toContainText('시험혼자')
  const file = await admin.request.get('/admin/duplicates.csv')
  expect((await file.text()).match(/시험쌍둥이/g)).toHaveLength(2)
  expect((await one.request.get('/admin/duplicates.csv')).status()).toBe(403)
})
