// The reservation in one's hand: looked up without signing in, in the calendar, on paper, with the family,
// read by the desk's phone; and the proof of a dose.
import type { Page } from '@playwright/test'
import { statusTag } from './fixtures/booking'
import { expectRefused } from './fixtures/form'
import { atTen, newStock, type Stock } from './fixtures/line'
import { type Citizen, newCitizen } from './fixtures/people'
import { accept, book, enter, read, vaccinate } from './fixtures/quick'
import { become, type Call, type Client, expect, test, type Visit } from './fixtures/visit'
import { WAYS } from './fixtures/ways'

test.beforeEach(async ({ alimi }) => atTen(alimi))

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

/** The number of a reservation, as its owner reads it. */
async function numberOf(client: Client, id: string): Promise<string> {
  return /class="number-code"[^>]*>([^<]+)</.exec(await read(client, `/my/${id}`))?.[1] ?? ''
}

interface Booked {
  stock: Stock
  citizen: Citizen
  client: Client
  id: string
  number: string
}

async function booked(call: Call): Promise<Booked> {
  const [stock, client] = [await newStock(call, 5), await call()]
  const citizen = await enter(client, newCitizen('시험보호자'))
  const id = await book(client, stock.wish)
  return { stock, citizen, client, id, number: await numberOf(client, id) }
}

async function lookUp(page: Page, number: string, birth: readonly string[]): Promise<void> {
  await page.getByLabel('예약번호').fill(number)
  for (const [i, part] of ['년', '월', '일'].entries()) await page.getByLabel(part, { exact: true }).fill(birth[i])
  await page.getByRole('button', { name: '예약 확인하기' }).click()
}

/** On paper: nothing to press, and no second sheet. Without styles it is whatever the browser makes of it. */
async function expectOneSheet(page: Page, { packages }: Visit): Promise<void> {
  if (packages === false) return
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('banner')).toBeHidden()
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []
  expect(sheets).toHaveLength(1)
  await page.emulateMedia({ media: 'screen' })
}

for (const [how, way] of WAYS) {
  test.describe(how, () => {
    test.use({ way })

    test('somebody with number and birth date sees how it stands, and signs in to change it', async ({ open, call }) => {
      const { stock, citizen, id, number } = await booked(call)
      await accept(stock.desk, id)
      const page = await open({ phone: true })
      await page.goto('/sign-in')
      await page.getByRole('link', { name: '예약번호로 확인하기' }).click()
      await lookUp(page, '7K3M', ['1980', '13', ''])
      await expectRefused(page, { number: '예약번호 10자리를 7K3M-Q9XA-TB처럼 입력해 주세요.', birth: '생년월일의 연, 월, 일을 모두 입력해 주세요.' })
      await lookUp(page, number, ['1990', '1', '1'])
      await expectRefused(page, { number: '예약번호와 생년월일이 맞는 예약이 없습니다. 두 가지를 다시 확인해 주세요.' })
      await expect(page.getByLabel('예약번호')).toHaveValue(number)
      await lookUp(page, number, citizen.birth)

      await expect(heading(page)).toHaveText('예약 상태')
      await expect(page).toHaveURL(/\/look-up\/reservation$/)
      await expect(page.locator('.status-panel__tag')).toHaveText('예약 완료')
      await expect(page.getByRole('main')).toContainText(number)
      await expect(page.getByRole('main')).toContainText('시***자')
      await expect(page.getByRole('main')).not.toContainText('시험보호자')
      const file = page.waitForEvent('download')
      await page.getByRole('link', { name: '캘린더에 저장하기' }).click()
      expect((await file).suggestedFilename()).toBe('appointment.ics')
      await page.getByRole('link', { name: '로그인해서 계속하기' }).click()
      await expect(heading(page)).toHaveText('로그인')
      await page.goto('/look-up/reservation')
      await page.getByRole('button', { name: '확인 마치기' }).click()
      await expect(page.getByRole('status')).toContainText('확인을 마쳤습니다.')
      await page.goto('/look-up/reservation')
      await expect(heading(page)).toHaveText('예약번호로 확인하기')
    })

    test('a link for the family shows place, day and state until it is ended', async ({ open, call }) => {
      const { stock, client, id } = await booked(call)
      const [page, family] = [await open({ phone: true }), await open({ phone: true })]
      await become(page, client)
      await page.goto(`/my/${id}`)
      await page.getByRole('link', { name: '가족에게 알리기' }).click()
      await page.getByRole('button', { name: '링크 만들기', exact: true }).click()
      await expect(page.getByRole('status')).toContainText('링크를 만들었습니다.')
      const link = (await page.locator('.secret').innerText()).trim()
      await expect(page.getByRole('img', { name: '링크의 QR 코드' })).toBeVisible()

      await family.goto(link)
      await expect(heading(family)).toHaveText('예약 현황')
      await expect(family.getByRole('main')).toContainText('예약 등록')
      await expect(family.getByRole('main')).not.toContainText('시험보호자')
      await accept(stock.desk, id)
      await family.reload()
      await expect(family.getByRole('main')).toContainText('예약 완료')

      await page.getByRole('button', { name: '링크 없애기' }).click()
      await expect(page.getByRole('status')).toContainText('링크를 없앴습니다.')
      const answer = await family.goto(link)
      expect(answer?.status()).toBe(404)
      await expect(heading(family)).toHaveText('이 링크로는 볼 수 없습니다')
    })

    test('the sheet that is taken along is one page', async ({ open, call }) => {
      const { stock, client, id, number } = await booked(call)
      await accept(stock.desk, id)
      const page = await open()
      await become(page, client)
      await page.goto(`/my/${id}`)
      await expect(statusTag(page)).toHaveText('예약 완료')
      await page.getByRole('link', { name: '안내문 인쇄하기' }).click()
      await expect(heading(page)).toHaveText('예약 안내문')
      await expect(page.getByRole('article')).toContainText(number)
      await expect(page.getByRole('article')).toContainText('신분증')
      await expect(page.getByRole('img', { name: `QR 코드, 예약번호 ${number}` })).toBeVisible()
      await expectOneSheet(page, way)
    })

    test('a proof of a dose is printed in both languages, and checked by whoever holds it', async ({ open, call }) => {
      const { stock, client, id } = await booked(call)
      await accept(stock.desk, id)
      await vaccinate(stock.desk, id)
      const page = await open()
      await become(page, client)
      await page.goto('/my')
      await page.getByRole('link', { name: '1차 접종 증명서' }).click()
      await expect(heading(page)).toContainText('Certificate of vaccination')
      await expect(page.getByRole('article')).toContainText('시험보호자')
      await expect(page.getByRole('article')).toContainText('생년월일 / Date of birth')
      await expect(page.getByRole('img', { name: '접종 기록을 확인하는 QR 코드' })).toBeVisible()
      await expectOneSheet(page, way)
      await page.getByRole('link', { name: '이 기록 확인하기' }).click()
      await expect(heading(page)).toHaveText('접종 기록 확인')
      await expect(page.getByRole('status')).toContainText('유효한 접종 기록입니다')
      await expect(page.getByRole('main')).toContainText('시***자')
    })
  })
}

test('a print button stands where scripts run, and prints', async ({ open, call }) => {
  const { client, id } = await booked(call)
  const page = await open()
  await become(page, client)
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', 'yes')
  })
  await page.goto(`/my/print?reservation=${id}`)
  await page.getByRole('button', { name: '인쇄하기' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes')
})

test('the link for the family is copied where scripts run', async ({ open, call }) => {
  const { client, id } = await booked(call)
  const page = await open()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await become(page, client)
  await page.goto(`/my/share?reservation=${id}`)
  await page.getByRole('button', { name: '링크 만들기', exact: true }).click()
  await page.getByRole('button', { name: '주소 복사하기' }).click()
  await expect(page.getByRole('main')).toContainText('주소를 복사했습니다.')
  const copied = await page.evaluate(async () => await navigator.clipboard.readText())
  expect(copied).toBe((await page.locator('.secret').innerText()).trim())
})
