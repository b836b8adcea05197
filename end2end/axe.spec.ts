// Accessibility rules (WCAG 2.2 A and AA as far as a machine can tell) on every page, in error
// states too; and no page is wider than a small phone. E2E_MATRIX=full looks at every combination,
// otherwise each width, language and contrast meets each other.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { pagesOf, ROLES, type Seen } from './fixtures/pages'
import { expect, test, type Visit } from './fixtures/visit'
import { FULL } from './fixtures/ways'
import { become, findWorld } from './fixtures/world'

type Look = Required<Pick<Visit, 'width' | 'language' | 'contrast'>>

const SMALL = 320

const LOOKS: Look[] = [SMALL, 1280].flatMap((width, i) =>
  (['ko', 'en'] as const).flatMap((language, j) =>
    (['normal', 'high'] as const)
      .filter((_, k) => FULL || (i + j + k) % 2 === 0)
      .map((contrast) => ({ width, language, contrast })),
  ),
)

// Some roles have two dozen pages.
test.describe.configure({ mode: 'parallel', timeout: 180_000 })

/** Opens a page, or what its form answers. */
async function visit(page: Page, { address, send, fill = {}, status }: Seen): Promise<void> {
  const opened = await page.goto(address)
  if (!send) return expect.soft(opened?.status(), address).toBe(status ?? 200)
  for (const [id, value] of Object.entries(fill)) await page.locator(`#${id}`).fill(value)
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.locator('main form[method="post"]').first().locator('button').last().click()
  expect.soft((await answer).status(), address).toBe(status ?? 422)
  await page.waitForLoadState()
}

/** The rules that are broken, with the elements that break them. */
async function findBroken(page: Page): Promise<string[]> {
  // No page has frames, so axe need not gather their results in a page of its own.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

async function expectSound(page: Page, what: string, { width, language }: Look): Promise<void> {
  await expect.soft(page.locator('html'), what).toHaveAttribute('lang', language)
  await expect.soft(page.locator('h1'), `${what} has one main heading`).toHaveCount(1)
  expect.soft(await page.title(), `${what} has a title`).toMatch(/\S+ - \S/)
  if (width === SMALL) {
    const needed = await page.evaluate(() => document.documentElement.scrollWidth)
    expect.soft(needed, `${what} fits ${SMALL} px`).toBeLessThanOrEqual(SMALL)
  }
  if (language === 'en') {
    // Names stay as they are; words of ours do not.
    expect.soft(await page.title(), `${what} is in English`).not.toMatch(/오류|알리미/)
  }
  expect.soft(await findBroken(page), what).toEqual([])
}

for (const look of LOOKS) {
  for (const role of ROLES) {
    test(`what ${role} sees, ${look.width} px, ${look.language}, ${look.contrast} contrast`, async ({ open, alimi }) => {
      const world = await findWorld(open, alimi.url)
      const page = await open(look)
      await become(page, world, role)
      for (const seen of pagesOf(role, world)) {
        await test.step(seen.address, async () => {
          await visit(page, seen)
          await expectSound(page, `${seen.address}${seen.send ? ', its form refused' : ''}`, look)
        })
      }
    })
  }
}
