// What readers set for themselves, on every page: text of twice the size, forced colours, less motion,
// more contrast. Each page is seen in one of them, and over the pages all meet; E2E_MATRIX=full shows
// each page in all. The page of components is seen in all of them always.
import type { Page } from '@playwright/test'
import { count, findBroken, findLost, findMoving, findSmall, nameOf, visit } from './fixtures/look'
import { atTen } from './fixtures/line'
import { pagesOf, ROLES } from './fixtures/pages'
import { newCitizen } from './fixtures/people'
import { askCode } from './fixtures/quick'
import { expect, test } from './fixtures/visit'
import { FULL } from './fixtures/ways'
import { cookiesOf, findWorld } from './fixtures/world'

/** A setting: how it is made, and what would be wrong with a page. */
interface Setting {
  name: string
  set(page: Page): Promise<void>
  findWrong(page: Page): Promise<string[]>
}

/** The size of text that browsers start with, and twice of it. */
async function setTextSize(page: Page, size: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } })
}

const SETTINGS: Setting[] = [
  {
    name: 'text of 200 %',
    set: (page) => setTextSize(page, 32),
    async findWrong(page) {
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), 'the text is that large').toBe('32px')
      return await findLost(page)
    },
  },
  {
    name: 'forced colours',
    set: (page) => page.emulateMedia({ forcedColors: 'active' }),
    findWrong: async (page) => [...(await findBroken(page)), ...(await findLost(page))],
  },
  {
    name: 'reduced motion',
    set: (page) => page.emulateMedia({ reducedMotion: 'reduce' }),
    findWrong: findMoving,
  },
  {
    name: 'more contrast',
    set: (page) => page.emulateMedia({ contrast: 'more' }),
    async findWrong(page) {
      // The same colours that the setting of our own brings.
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
      return [...(await findBroken(page)), ...(await findSmall(page))]
    },
  },
]

test.describe.configure({ mode: 'parallel', timeout: FULL ? 1_200_000 : 240_000 })

// There is an offer in the world.
test.beforeEach(async ({ alimi }) => atTen(alimi))

for (const [i, { name, set, findWrong }] of SETTINGS.entries()) {
  for (const role of ROLES) {
    test(`what ${role} sees, with ${name}`, async ({ open, call, alimi: { url } }) => {
      const world = await findWorld(call, url)
      const challenge = await askCode(await call(), newCitizen().phone)
      const page = await open()
      await page.context().addCookies(await cookiesOf(world, role, call))
      await set(page)
      for (const [n, seen] of pagesOf(role, { ...world, challenge }).entries()) {
        if (!FULL && n % SETTINGS.length !== i && !seen.address.startsWith('/components')) continue
        await test.step(nameOf(seen), async () => {
          await visit(page, seen)
          const wrong = await findWrong(page)
          expect.soft(wrong, nameOf(seen)).toEqual([])
          count(`losses with ${name}`, wrong.length)
        })
      }
    })
  }
}
