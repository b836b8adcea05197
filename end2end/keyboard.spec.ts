// By keyboard alone: everything can be reached in the order it is read, what has the focus is seen,
// and no mouse is missed.
import type { Page } from '@playwright/test'
import { focused } from './fixtures/keyboard'
import { HOSPITAL, newCitizen, readCode } from './fixtures/people'
import { expect, test } from './fixtures/visit'

/** Presses Tab until the words are reached; every stop on the way must be visible and in reading order. */
async function tabTo(page: Page, words: string | RegExp, tag?: string): Promise<void> {
  let last = -1
  const passed: string[] = []
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (now.tag === 'body') throw new Error(`“${words}” cannot be reached by keyboard, only ${passed.join(', ')}`)
    expect(now.drawn, `the focus on “${now.words}” (${now.tag}) is seen`).toBe(true)
    expect(now.width * now.height, `“${now.words}” has a size`).toBeGreaterThan(0)
    expect(now.bottom > 0 && now.top < 900, `“${now.words}” is in view`).toBe(true)
    expect(now.index, `“${now.words}” comes in the order of reading`).toBeGreaterThan(last)
    last = now.index
    passed.push(`${now.tag} “${now.words}”`)
    const hit = typeof words === 'string' ? now.words.startsWith(words) : words.test(now.words)
    if (hit && (!tag || tag === now.tag)) return
  }
  throw new Error(`“${words}” was not reached in 120 stops`)
}

test('from the search to the name and birth date without a mouse', async ({ open }) => {
  const page = await open()
  const citizen = newCitizen()
  await page.goto('/')

  await test.step('the skip link jumps over the menu', async () => {
    await tabTo(page, '본문 바로가기')
    await expect(page.getByRole('link', { name: '본문 바로가기' })).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.locator('#main')).toBeFocused()
  })
  await test.step('search', async () => {
    await tabTo(page, '병원 이름', 'input')
    await page.keyboard.type(HOSPITAL)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('병원 찾기')
    await tabTo(page, HOSPITAL, 'a')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(HOSPITAL)
  })
  await test.step('hospital', async () => {
    await tabTo(page, /자리$/, 'a')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('로그인')
  })
  await test.step('sign-in', async () => {
    await tabTo(page, '휴대전화 번호', 'input')
    await page.keyboard.type(citizen.phone)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('인증번호를 입력해 주세요')
    const inbox = await page.context().newPage()
    await inbox.goto('/dev/inbox')
    const code = await readCode(inbox, citizen.phone)
    await inbox.close()
    await tabTo(page, '인증번호', 'input')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
  })
  await test.step('an error is announced and leads to its field', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('접종받을 사람을 입력해 주세요')
    await tabTo(page, '이름', 'input')
    await page.keyboard.type(citizen.name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('년', { exact: true })).toBeFocused()
    for (const part of citizen.birth) {
      await page.keyboard.type(part)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
  })
  await test.step('vaccine and date are radios: space and arrows choose', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('백신과 날짜를 선택해 주세요')
    await tabTo(page, /회분/, 'input')
    await page.keyboard.press('Space')
    await tabTo(page, /자리$/, 'input')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '예약 내용 확인하기', 'button')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('예약 내용을 확인해 주세요')
    await tabTo(page, '예약 신청하기', 'button')
    await page.keyboard.press('Space')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('예약을 등록했습니다')
  })
})

test('what keys cannot reach is not pressed', async ({ open }) => {
  const page = await open({ keyboard: true })
  await page.goto('/help')
  const link = page.getByRole('main').getByRole('link', { name: '병원 찾기' })
  await link.evaluate((element) => element.setAttribute('tabindex', '-1'))
  await expect(link.click()).rejects.toThrow(/cannot be reached by keyboard/)
  await link.evaluate((element) => element.removeAttribute('tabindex'))
  await link.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('병원 찾기')
})
