// The end of a session: said before it comes, nothing typed is lost by it, and nothing personal stays
// in sight after it.
import { expectHeading } from './fixtures/desk'
import { inDatabase } from './fixtures/facts'
import { newCitizen, PASSWORD } from './fixtures/people'
import { signIn } from './fixtures/booking'
import { at, book, enter, enterStaff, openStaff } from './fixtures/quick'
import { banner } from './fixtures/supply'
import { become, expect, test } from './fixtures/visit'
import { WAYS, WITHOUT } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'
import type { Page } from '@playwright/test'

/** What only time would do: nobody was there for too long. */
const IDLE = `UPDATE sessions SET seen_at = seen_at - interval '25 hours' WHERE ended_at IS NULL`

/** Name and password on the page that the way back leads through. */
async function enterAgain(page: Page, login: string): Promise<void> {
  await page.getByLabel('아이디').fill(login)
  await page.getByLabel('비밀번호').fill(PASSWORD)
  await page.getByRole('button', { name: '로그인하기', exact: true }).click()
}

for (const [i, [how, way]] of [...WAYS, ...(WAYS.length > 1 ? [] : WITHOUT)].entries()) {
  const named = (name: string) => name + '가나다'[i]

  test.describe(how, () => {
    test.use({ way })

    test('a rejection that met an ended session comes back filled in, and is not sent', async ({ open, call, alimi }) => {
      const client = await call()
      await enter(client, newCitizen(named('데모거절')))
      const id = await book(client, firstOf(await readChoices(await call())))
      const status = () => inDatabase(alimi.database, `SELECT count(*) AS n FROM reservations WHERE reservation_id = '${id}' AND status = 'rejected'`)
      const desk = await openStaff(open, call, 'desk')
      await desk.goto(`/desk/requests/${id}/reject`)
      await desk.getByLabel('그 밖의 사유').check()
      await desk.getByLabel('덧붙이는 말').fill('정전으로 <진료>를 쉽니다.')
      await inDatabase(alimi.database, IDLE)
      await desk.getByRole('button', { name: '신청 거절하기' }).click()

      await expectHeading(desk, '로그인이 끝났습니다')
      await expect(desk.getByRole('main')).toContainText('입력한 내용을 보관했습니다. 아직 제출하지 않았습니다.')
      await desk.getByRole('link', { name: '로그인하고 이어서 하기' }).click()
      const back = desk.url()
      await enterAgain(desk, 'desk')
      await expectHeading(desk, '이 신청을 거절하시겠습니까?')
      await expect(banner(desk, '입력하던 내용을 다시 채웠습니다')).toBeVisible()
      await expect(desk.getByLabel('그 밖의 사유')).toBeChecked()
      await expect(desk.getByLabel('덧붙이는 말')).toHaveValue('정전으로 <진료>를 쉽니다.')
      expect(await status(), 'nothing was sent').toBe(0)

      await test.step('a colleague who signs in there sees nothing of it', async () => {
        const other = await open()
        await other.goto(back)
        await enterAgain(other, 'desk2')
        await expectHeading(other, '이 신청을 거절하시겠습니까?')
        await expect(other.getByLabel('덧붙이는 말')).toHaveValue('')
      })
      await desk.getByRole('button', { name: '신청 거절하기' }).click()
      await expect(banner(desk, '거절했습니다.')).toBeVisible()
      expect(await status()).toBe(1)
      expect(await inDatabase(alimi.database, 'SELECT count(*) AS n FROM kept_forms'), 'it is not kept any longer').toBe(0)
    })

    test('name and birth date survive the end of a session on the way to a booking', async ({ open, call, alimi }) => {
      const [client, citizen] = [await call(), newCitizen(named('데모신청'))]
      await enter(client, citizen, false)
      const wish = firstOf(await readChoices(await call()))
      const page = await open({ phone: true })
      await become(page, client)
      await page.goto(at('/book/person', wish))
      await page.getByLabel('이름').fill(citizen.name)
      await page.getByLabel('년', { exact: true }).fill('1980')
      await page.getByLabel('월', { exact: true }).fill('13')
      await inDatabase(alimi.database, IDLE)
      // A second code comes no sooner than after a while.
      await inDatabase(alimi.database, `UPDATE one_time_codes SET created_at = created_at - interval '1 minute'`)
      await page.getByRole('button', { name: '저장하고 계속하기' }).click()
      await page.goto('/sign-in?next=/my')
      await signIn(page, citizen)
      await expect(banner(page, '작성하던 예약이 있습니다')).toBeVisible()
      await page.getByRole('link', { name: '이어서 작성하기' }).click()
      await expectHeading(page, '접종받을 사람을 입력해 주세요')
      await expect(page.getByLabel('이름')).toHaveValue(citizen.name)
      await expect(page.getByLabel('월', { exact: true })).toHaveValue('13')
      await page.getByLabel('월', { exact: true }).fill('3')
      await page.getByLabel('일', { exact: true }).fill('2')
      await page.getByRole('button', { name: '저장하고 계속하기' }).click()
      await expectHeading(page, '백신과 날짜를 선택해 주세요')
    })

    test('who has no scripts reads until when the session lasts', async ({ open, call }) => {
      const desk = await openStaff(open, call, 'desk')
      await desk.goto('/desk')
      await expect(desk.getByRole('contentinfo')).toContainText(/사용하지 않으면 \d\d:\d\d에 로그인이 끝납니다\./)
    })
  })
}

test('five minutes before the end the page says so, and stays signed in when asked', async ({ open, call }) => {
  const client = await call()
  await enterStaff(client, 'desk')
  const desk = await open()
  await desk.clock.install()
  await become(desk, client)
  await desk.goto('/desk/visits')
  const warning = desk.getByRole('alert').filter({ hasText: '5분 안에 로그인이 끝납니다' })
  await desk.clock.runFor('01:50:00')
  await expect(warning).toBeHidden()
  await desk.clock.runFor('05:30')
  await expect(warning).toBeVisible()
  const other = await desk.context().newPage()
  await other.goto('/desk')
  await expect(warning, 'what is done in another tab counts').toBeHidden()
  await other.close()
  await desk.clock.runFor('01:56:00')
  await expect(warning).toBeVisible()
  await warning.getByRole('button', { name: '로그인 유지하기' }).click()
  await expect(warning).toBeHidden()
  await desk.clock.runFor('02:01:00')
  await expect(desk.getByRole('alert').filter({ hasText: '로그인이 끝났습니다. 그대로 보내면' })).toBeVisible()
})

test('a page that stays open when its session was ended is covered', async ({ open, call }) => {
  const client = await call()
  await enter(client, newCitizen('데모가림'))
  await book(client, firstOf(await readChoices(await call())))
  const [desk, stock] = [await openStaff(open, call, 'desk'), await openStaff(open, call, 'stock')]
  await desk.goto('/desk/requests')
  await expect(desk.getByText('데모가림')).toBeVisible()
  await expect(desk.getByText('실시간')).toBeVisible()

  await test.step('elsewhere', async () => {
    const second = await openStaff(open, call, 'desk')
    await second.goto('/staff/security')
    await second.getByRole('button', { name: '다른 기기에서 모두 로그아웃하기' }).click()
    await expect(desk.getByText('데모가림')).toBeHidden()
    await expect(desk.getByRole('alert').filter({ hasText: '로그인이 끝났습니다' })).toBeFocused()
    await desk.getByRole('link', { name: '다시 로그인하기' }).click()
    await enterAgain(desk, 'desk')
    await expect(desk.getByText('데모가림')).toBeVisible()
  })
  await test.step('in another tab', async () => {
    await stock.goto('/stock/supplies')
    await expect(stock.getByRole('main')).toBeVisible()
    const tab = await stock.context().newPage()
    await tab.goto('/stock')
    await tab.getByRole('button', { name: '로그아웃' }).click()
    await expect(tab).toHaveURL(/\/$/)
    await expect(stock.getByRole('main')).toBeHidden()
    await expect(stock.getByRole('link', { name: '다시 로그인하기' })).toBeVisible()
  })
})
