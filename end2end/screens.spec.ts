// Pictures for README, of a small hospital's busy morning. Not a test: `scripts/screens` runs it.
import type { Page } from '@playwright/test'
import path from 'node:path'
import { statusTag } from './fixtures/booking'
import { expectLive } from './fixtures/live'
import { newCitizen } from './fixtures/people'
import { accept, book, enter, openStaff } from './fixtures/quick'
import { become, type Call, type Client, expect, test } from './fixtures/visit'
import { readChoices } from './fixtures/wish'

const FOLDER = path.join(import.meta.dirname, '../docs/screens')
const NAMES = [...'ABCDEFGH'].map((letter) => `데모접종자 ${letter}`)

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), scale: 'css', animations: 'disabled' })
}

/** Several people book; gives back the first one's open page and the reservation's id. */
async function fill(call: Call): Promise<{ citizen: Client; id: string }> {
  const { hospital, vaccines, dates } = await readChoices(await call())
  const booked: { citizen: Client; id: string }[] = []
  for (const [i, name] of NAMES.entries()) {
    const citizen = await call()
    await enter(citizen, { ...newCitizen(name), birth: [`${1948 + 6 * i}`, `${1 + i}`, `${28 - 3 * i}`] })
    const wish = { hospital, vaccine: Object.values(vaccines)[i % 2], date: dates[i % 3] }
    booked.push({ citizen, id: await book(citizen, wish) })
  }
  return booked[0]
}

test('pictures for README', { tag: '@screens' }, async ({ open, call }) => {
  const { citizen, id } = await fill(call)
  const phone = await open({ phone: true })
  await phone.goto('/')
  await shoot(phone, 'home-phone')

  await become(phone, citizen)
  await phone.goto(`/my/${id}`)
  const desk = await openStaff(open, call, 'desk')
  await accept(desk, id)
  await expect(statusTag(phone)).toHaveText('예약 완료')
  await phone.reload()
  await expectLive(phone)
  await shoot(phone, 'reservation-phone')

  await desk.goto('/desk/requests')
  await shoot(desk, 'desk-desktop')
})
