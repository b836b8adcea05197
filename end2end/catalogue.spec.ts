// A picture of every page, on a phone and on a desktop, for docs/screens. Not a test: `scripts/screens`
// runs it.
import type { CDPSession, Page } from '@playwright/test'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { atTen } from './fixtures/line'
import { nameOf, visit } from './fixtures/look'
import { pagesOf, ROLES, type Seen } from './fixtures/pages'
import { newCitizen } from './fixtures/people'
import { askCode } from './fixtures/quick'
import { expect, test } from './fixtures/visit'
import { findWorld, type Role, type World } from './fixtures/world'

const FOLDER = path.join(import.meta.dirname, '../docs/screens')

/** Width in CSS px, how much of it a picture shows, and how large. */
const SIZES = [
  { name: 'phone', width: 390, scale: 0.7, most: 1_800 },
  { name: 'desktop', width: 1280, scale: 0.5, most: 1_500 },
]

/** Whose pages they are, as the index says it. */
const TITLES: Record<Role, string> = {
  nobody: 'Everybody',
  newcomer: 'Somebody who has just signed in',
  citizen: 'Somebody with bookings',
  vaccinated: 'Somebody who was vaccinated',
  looker: 'Somebody with a reservation number, not signed in',
  waiter: 'Somebody in line',
  offered: 'Somebody whose turn it is',
  desk: 'The reservation manager',
  stock: 'The vaccine manager',
  admin: 'The admin',
}

/** `/desk/requests/6f…/reject` is `desk-requests-confirmed-reject`: what is drawn anew each time gets the
    name that the world has for it. */
function fileOf({ address, send }: Seen, role: Role, world: World & { challenge: string }, taken: Set<string>): string {
  const { wish, challenge, cookies: _, ...things } = world
  const names = new Map(Object.entries({ ...things, ...wish, challenge }).map(([name, value]) => [String(value), name]))
  const [way, query = ''] = (names.get(address) ?? address).split('?')
  const parts = [
    ...way.split('/').map((part) => names.get(part) ?? part),
    // Small numbers of a query are no ids.
    ...query.split(/[&=]/).map((part) => (part.length > 2 && names.get(part)) || decodeURIComponent(part)),
  ]
  const words = parts.join('-').replaceAll(/[^a-zA-Z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  const name = `${role}/${words || 'home'}${send ? '-refused' : ''}`
  let [unique, n] = [name, 1]
  while (taken.has(unique)) unique = `${name}-${++n}`
  taken.add(unique)
  return unique
}

/** What scripts add has arrived: the sign that news come in, the button for hospitals nearby. Or it does not. */
async function settled(page: Page): Promise<void> {
  const later = page.locator('[data-live-on][hidden], [data-near-ask][hidden]')
  await expect(later).toHaveCount(0, { timeout: 2000 }).catch(() => undefined)
}

/** The page from its top, as far as it is worth: a webp, which Playwright itself does not write. */
async function shoot(page: Page, session: CDPSession, file: string, { width, scale, most }: (typeof SIZES)[number]): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await settled(page)
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), most)
  const clip = { x: 0, y: 0, width, height, scale }
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 32, clip, captureBeyondViewport: true })
  writeFileSync(path.join(FOLDER, file), Buffer.from(data, 'base64'))
}

test('a picture of every page', { tag: '@screens' }, async ({ open, call, alimi }) => {
  test.setTimeout(3_600_000)
  for (const role of ROLES) {
    rmSync(path.join(FOLDER, role), { recursive: true, force: true })
    mkdirSync(path.join(FOLDER, role), { recursive: true })
  }
  // Tomorrow at ten: after everything that has been seeded.
  await atTen(alimi, 24 * 60)
  const world = { ...(await findWorld(call, alimi.url)), challenge: await askCode(await call(), newCitizen().phone) }
  const index: string[] = []
  for (const role of ROLES) {
    const taken = new Set<string>()
    const rows: string[] = []
    const pages = await Promise.all(SIZES.map(async ({ width }) => await open({ width })))
    const sessions = await Promise.all(pages.map((page) => page.context().newCDPSession(page)))
    for (const page of pages) {
      await page.context().addCookies(world.cookies[role])
      await page.emulateMedia({ reducedMotion: 'reduce' })
    }
    for (const seen of pagesOf(role, world)) {
      // What has been sent leads on to a page that is there anyway.
      if (seen.status === 303) continue
      const file = fileOf(seen, role, world, taken)
      for (const [i, size] of SIZES.entries()) {
        await test.step(`${nameOf(seen)}, ${size.name}`, async () => {
          await visit(pages[i], seen)
          await shoot(pages[i], sessions[i], `${file}-${size.name}.webp`, size)
        })
      }
      const heading = (await pages[0].locator('h1').first().innerText()).trim()
      const links = SIZES.map(({ name }) => `[${name}](${file}-${name}.webp)`)
      rows.push(`| ${heading}${seen.send ? ' (a form that was refused)' : ''} | \`${file.split('/')[1]}\` | ${links.join(' · ')} |`)
    }
    index.push(`## ${TITLES[role]}`, '', '| page | file | pictures |', '|---|---|---|', ...rows, '')
    for (const page of pages) await page.context().close()
  }
  const lines = [
    '# Pictures of every page',
    '',
    'Taken by `scripts/screens` from a seeded development server, never by hand: a change of a look and its',
    'pictures are one change. Everybody and everything in them is made up. The first ones below are those of',
    'README: a small hospital on a busy morning.',
    '',
    ...readdirSync(FOLDER).filter((name) => /\.(png|webp)$/.test(name)).map((name) => `[${name}](${name})`).join(' · ').split('\n'),
    '',
    ...index,
  ]
  writeFileSync(path.join(FOLDER, 'README.md'), lines.join('\n'))
  expect(index.length).toBeGreaterThan(ROLES.length)
})
