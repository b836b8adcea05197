// Pictures for README, of a small hospital's busy morning. Not a test: `scripts/screens` runs it.
import type { Page } from '@playwright/test'
import path from 'node:path'
import { findHospital, statusTag } from './fixtures/booking'
import { expectLive } from './fixtures/live'
import { HOSPITAL, newCitizen, signInStaff } from './fixtures/people'
import { enter, location, post, request } from './fixtures/quick'
import { expect, type Open, test } from './fixtures/visit'
import { readChoices } from './fixtures/wish'

const FOLDER = path.join(import.meta.dirname, '../docs/screens')
const NAMES = ['김하늘', '이도윤', '박서연', '최지우', '정예준', '한소율', '오시우', '윤채원']

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), scale: 'css', animations: 'disabled' })
}

/** Several people book; gives back the first one's open page and the reservation's id. */
async function fill(open: Open): Promise<{ page: Page; id: string }> {
  const { hospital, vaccines, dates } = await readChoices(open)
  const booked: { page: Page; id: string }[] = []
  for (const [i, name] of NAMES.entries()) {
    const page = await open({ phone: true })
    await enter(page, { ...newCitizen(name), birth: [`${1948 + 6 * i}`, `${1 + i}`, `${28 - 3 * i}`] })
    const wish = { hospital, vaccine: Object.values(vaccines)[i % 2], date: dates[i % 3] }
    booked.push({ page, id: location(await request(page, wish)).replace('/book/done/', '') })
  }
  return booked[0]
}

test('pictures for README', { tag: '@screens' }, async ({ open }) => {
  test.setTimeout(180_000)
  const { page, id } = await fill(open)
  const [desk, stock, admin, phone, desktop] = [await open(), await open(), await open(), await open({ phone: true }), await open()]

  await page.goto(`/my/${id}`)
  await expectLive(page)
  await signInStaff(desk, 'desk')
  await post(desk, '/desk/requests/accept', { id })
  await expect(statusTag(page)).toHaveText('예약 완료')
  await page.reload()
  await expectLive(page)
  await shoot(page, 'reservation-phone')

  await phone.goto('/')
  await shoot(phone, 'home-phone')
  await phone.goto('/hospitals?province=seoul')
  await shoot(phone, 'hospitals-phone')
  await findHospital(phone, HOSPITAL)
  await shoot(phone, 'hospital-phone')

  await desk.goto('/desk/requests')
  await shoot(desk, 'desk-desktop')
  await signInStaff(stock, 'stock')
  await shoot(stock, 'stock-desktop')
  await signInStaff(admin, 'admin')
  await shoot(admin, 'admin-desktop')
  await desktop.goto('/status')
  await shoot(desktop, 'status-desktop')
})
