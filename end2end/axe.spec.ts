// Accessibility rules (WCAG 2.2 A and AA as far as a machine can tell) on every page, in error
// states too; no page is wider than a small phone, and nothing to touch is smaller than a finger. Each
// page is seen twice, with every width, language and contrast, and over the pages all of these meet;
// E2E_MATRIX=full shows each page in all.
import type { Page } from '@playwright/test'
import { count, findBroken, findSmall, nameOf, visit } from './fixtures/look'
import { pagesOf, ROLES } from './fixtures/pages'
import { atTen } from './fixtures/line'
import { newCitizen } from './fixtures/people'
import { askCode } from './fixtures/quick'
import { expect, test } from './fixtures/visit'
import { FULL } from './fixtures/ways'
import { cookiesOf, findWorld } from './fixtures/world'

const SMALL = 320
const WIDTHS = [SMALL, 1280]
const LANGUAGES = ['ko', 'en'] as const
const CONTRASTS = ['normal', 'high'] as const

type Look = { width: number; language: (typeof LANGUAGES)[number] }

const LOOKS: Look[] = WIDTHS.flatMap((width) => LANGUAGES.map((language) => ({ width, language })))

/** How the nth page is seen: in high contrast the other way round. */
function looksOf(n: number, high: boolean): Look[] {
  const look = n % LOOKS.length
  return FULL ? LOOKS : [LOOKS[high ? LOOKS.length - 1 - look : look]]
}

test.describe.configure({ mode: 'parallel', timeout: FULL ? 1_200_000 : 240_000 })

async function expectSound(page: Page, what: string, { width, language }: Look): Promise<void> {
  await expect.soft(page.locator('html'), what).toHaveAttribute('lang', language)
  await expect.soft(page.locator('h1'), `${what} has one main heading`).toHaveCount(1)
  expect.soft(await page.title(), `${what} has a title`).toMatch(/\S+ - \S/)
  // Names stay as they are; words of ours do not.
  if (language === 'en') expect.soft(await page.title(), `${what} is in English`).not.toMatch(/오류|알리미/)
  if (width === SMALL) {
    const needed = await page.evaluate(() => document.documentElement.scrollWidth)
    expect.soft(needed, `${what} fits ${SMALL} px`).toBeLessThanOrEqual(SMALL)
  }
  const [broken, small] = [await findBroken(page), await findSmall(page)]
  expect.soft(broken, what).toEqual([])
  expect.soft(small, `${what}: what is touched is as large as a finger`).toEqual([])
  count('looks at pages', 1)
  count('axe violations', broken.length)
  count('touch targets under 44 px', small.length)
}

// There is an offer in the world.
test.beforeEach(async ({ alimi }) => atTen(alimi))

for (const contrast of CONTRASTS) {
  for (const role of ROLES) {
    test(`what ${role} sees, in ${contrast} contrast`, async ({ open, call, alimi: { url } }) => {
      const world = await findWorld(call, url)
      const challenge = await askCode(await call(), newCitizen().phone)
      const page = await open({ contrast })
      await page.context().addCookies(await cookiesOf(world, role, call))
      for (const [n, seen] of pagesOf(role, { ...world, challenge }).entries()) {
        for (const look of looksOf(n, contrast === 'high')) {
          const what = `${nameOf(seen)}, ${look.width} px, ${look.language}`
          await test.step(what, async () => {
            await page.setViewportSize({ width: look.width, height: 900 })
            await page.context().addCookies([{ name: 'lang', value: look.language, url }])
            await visit(page, seen)
            await expectSound(page, what, look)
          })
        }
      }
    })
  }
}
