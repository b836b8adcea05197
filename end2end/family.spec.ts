// A parent and a child: the family page, and booking for both on one day, or for neither.
import type { Page } from '@playwright/test'
import { statusTag } from './fixtures/booking'
import { expectRefused } from './fixtures/form'
import { atTen, newStock } from './fixtures/line'
import { newCitizen } from './fixtures/people'
import { enter, location, post, read, request } from './fixtures/quick'
import { become, type Call, type Client, expect, type Open, test, type Visit } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

test.beforeEach(async ({ alimi }) => atTen(alimi))

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

/** Adds somebody through the page that is open. */
async function add(page: Page, name: string, birth: [string, string, string]): Promise<void> {
  await page.getByLabel('이름').fill(name)
  await page.getByLabel('년', { exact: true }).fill(birth[0])
  await page.getByLabel('월', { exact: true }).fill(birth[1])
  await page.getByLabel('일', { exact: true }).fill(birth[2])
  await page.getByRole('button', { name: '추가하기' }).click()
}

async function parent(open: Open, call: Call, visit: Visit = {}): Promise<{ page: Page; client: Client }> {
  const [page, client] = [await open({ phone: true, ...visit }), await call()]
  await enter(client, newCitizen('시험보호자'))
  await become(page, client)
  return { page, client }
}

/** The numbers of the account's persons, by name. */
async function persons(client: Client, hospital: string): Promise<Record<string, string>> {
  const form = await read(client, `/book/who?hospital=${hospital}`)
  const found = [...form.matchAll(/name="person\[\]" value="(\d+)".*?class="choice__text"[^>]*>([^<]+)/gs)]
  return Object.fromEntries(found.map(([, id, name]) => [name, id]))
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('a child is added, corrected, booked together with the parent, and stays on record', async ({ open, call }) => {
      const stock = await newStock(call, 5)
      const { page } = await parent(open, call)
      await page.goto('/my')
      await page.getByRole('main').getByRole('link', { name: '가족' }).click()
      await expect(heading(page)).toHaveText('가족')
      await page.getByRole('link', { name: '가족 추가하기' }).click()
      await add(page, '', ['2012', '13', '1'])
      await expectRefused(page, { name: '이름을 입력해 주세요.', birth: '생년월일: 없는 날짜입니다. 연, 월, 일을 확인해 주세요.' })
      await add(page, '시험자녀', ['2012', '4', '5'])
      await expect(page.getByRole('status')).toContainText('추가했습니다.')
      await page.getByRole('link', { name: '정보 고치기 시험자녀' }).click()
      await page.getByLabel('이름').fill('시험아이')
      await page.getByRole('button', { name: '고친 내용 저장하기' }).click()
      await expect(page.getByRole('main')).toContainText('시험아이')
      await expect(page.getByRole('main')).toContainText('2012년 4월 5일생')

      await page.goto(`/book?hospital=${stock.wish.hospital}&date=${stock.wish.date}`)
      await expect(heading(page)).toHaveText('누가 접종받습니까?')
      await page.getByRole('button', { name: '선택하고 계속하기' }).click()
      await expectRefused(page, { person: '접종받을 사람을 한 명 이상 선택해 주세요.' })
      await page.getByLabel('시험보호자').check()
      await page.getByLabel('시험아이').check()
      await page.getByRole('button', { name: '선택하고 계속하기' }).click()
      await expect(heading(page)).toHaveText('백신과 날짜를 선택해 주세요')
      await expect(page.getByRole('main')).toContainText('시험보호자, 시험아이')
      await page.goto(page.url() + `&vaccine=${stock.wish.vaccine}`)
      await page.getByRole('main').getByRole('button', { name: '예약 내용 확인하기' }).click()
      await expect(page.getByRole('main')).toContainText('2명을 한 번에 신청합니다.')
      await page.getByRole('button', { name: '예약 신청하기' }).click()
      await expect(heading(page)).toHaveText('예약을 등록했습니다')
      await page.getByRole('link', { name: '시험아이' }).click()
      await expect(statusTag(page)).toHaveText('예약 등록')

      await page.goto('/my')
      await expect(page.getByRole('main')).toContainText('시험보호자')
      await expect(page.getByRole('main')).toContainText('시험아이')
      await page.goto('/my/family')
      await expect(page.getByRole('link', { name: /삭제하기/ })).toHaveCount(0)
      await expect(page.getByText('예약 등록')).toHaveCount(2)
    })

    test('one dose for two books nobody, says why, and the way on is the line', async ({ open, call }) => {
      const stock = await newStock(call, 2)
      const { page, client } = await parent(open, call)
      location(await post(client, '/my/family/add', { name: '시험동생', birth_year: '2010', birth_month: '1', birth_day: '2' }))
      const who = await persons(client, stock.wish.hospital)
      const pair = `${who['시험보호자']},${who['시험동생']}`
      const check = `/book/check?hospital=${stock.wish.hospital}&vaccine=${stock.wish.vaccine}&date=${stock.wish.date}&person=${pair}`
      await page.goto(check)
      await expect(page.getByRole('button', { name: '예약 신청하기' })).toBeVisible()
      // Somebody takes one of the two doses while the page is open.
      const other = await call()
      await enter(other)
      location(await request(other, stock.wish))
      await page.getByRole('button', { name: '예약 신청하기' }).click()
      const summary = page.getByRole('alert')
      await expect(summary).toContainText('시험동생: 남은 백신이 없습니다.')
      await expect(summary).toContainText('지금 예약된 사람은 없습니다.')
      expect(await read(client, '/my')).not.toContain('예약번호')
      await page.getByRole('link', { name: '함께 예약할 사람 바꾸기' }).click()
      await page.getByLabel('시험동생').uncheck()
      await page.getByRole('button', { name: '선택하고 계속하기' }).click()
      await page.goto(`${check.split('&person')[0]}&person=${who['시험보호자']}`)
      await page.getByRole('button', { name: '예약 신청하기' }).click()
      await expect(heading(page)).toHaveText('예약을 등록했습니다')

      // The last dose is gone: the younger one waits alone.
      await page.goto(`/book/wait?hospital=${stock.wish.hospital}&vaccine=${stock.wish.vaccine}&person=${who['시험동생']}`)
      await expect(page.getByRole('main')).toContainText('시험동생')
      await page.getByRole('button', { name: '대기 신청하기' }).click()
      await expect(heading(page)).toHaveText('대기를 신청했습니다')
      await stock.add(1)
      await expect(async () => {
        await page.goto('/my/family')
        await expect(page.getByText('예약 가능')).toBeVisible({ timeout: 1_000 })
      }).toPass({ timeout: 15_000 })
    })
  })
}

test('strangers are nobody: their numbers lead back to the choice', async ({ call }) => {
  const [one, two] = [await call(), await call()]
  await enter(one)
  await enter(two, newCitizen('시험타인'))
  const [theirs] = Object.values(await persons(two, '1'))
  const answer = await one.request.get(`/book/date?hospital=1&person=${theirs}`, { maxRedirects: 0 })
  expect(location(answer)).toContain('/book/who?hospital=1')
  expect((await one.request.get(`/my/family/edit?person=${theirs}`)).status()).toBe(404)
  expect((await post(one, '/my/family/remove', { person: theirs })).status()).toBe(404)
})

test('in English a person without records is removed, after being asked', async ({ open, call }) => {
  const { page, client } = await parent(open, call, { language: 'en' })
  location(await post(client, '/my/family/add', { name: '시험손님', birth_year: '1999', birth_month: '9', birth_day: '9' }))
  await page.goto('/my/family')
  await page.getByRole('link', { name: 'Remove 시험손님' }).click()
  await expect(heading(page)).toHaveText('Remove this person?')
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('status')).toContainText('The person has been removed.')
  await expect(page.getByRole('main')).not.toContainText('시험손님')
})
