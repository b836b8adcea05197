// Finding a hospital as people do: by a part of its name, initials, with typing mistakes, on the map, by the
// earliest date, and by distance, which nobody but the browser gets to know.
import type { Page } from '@playwright/test'
import { HOSPITAL } from './fixtures/people'
import { expect, test } from './fixtures/visit'
import { WAYS, WITHOUT } from './fixtures/ways'

/** In Gangneung, at the sea: few hospitals are near. */
const HERE = { latitude: 37.8187, longitude: 128.8576 }

function names(page: Page) {
  return page.locator('.hospital__name a').filter({ visible: true })
}

function search(page: Page) {
  return page.getByRole('search').getByLabel('병원 이름')
}

function count(page: Page) {
  return page.getByRole('status').filter({ visible: true }).first()
}

for (const [way, visit] of [...new Map([...WAYS, ...WITHOUT])]) {
  test(`a name is found by initials, in short and mistyped, ${way}`, async ({ open }) => {
    const page = await open(visit)
    await page.goto('/hospitals')
    for (const [typed, first] of [
      ['ㅅㅇㄷㅎㄱ', HOSPITAL],
      ['서울대병원', HOSPITAL],
      ['셔울대학교병원', HOSPITAL],
      ['아산 강릉', '강릉아산병원'],
      ['rnrflqdka', '국립암센터'],
      ['Gangneung Asan', '강릉아산병원'],
    ]) {
      await search(page).fill(typed)
      await search(page).press('Enter')
      await expect(page).toHaveURL((url) => url.searchParams.get('q') === typed)
      await expect(names(page).first(), typed).toHaveText(first)
    }
    await search(page).fill('셔울대학교병원')
    await search(page).press('Enter')
    await expect(page.getByText('비슷한 이름을 보여 드립니다.')).toBeVisible()
    await search(page).fill('없는 병원')
    await search(page).press('Enter')
    await expect(page.getByText('검색 결과가 없습니다')).toBeVisible()
    await page.getByRole('link', { name: '전체 병원 보기' }).click()
    await expect(names(page)).toHaveCount(20)
  })

  test(`the earliest date comes first, and a tile of the map chooses a province, ${way}`, async ({ open }) => {
    const page = await open(visit)
    await page.goto('/hospitals?q=%EB%B3%91%EC%9B%90')
    await page.getByRole('link', { name: '빠른 날짜순' }).click()
    await expect(page.getByRole('link', { name: '빠른 날짜순' })).toHaveAttribute('aria-current', 'true')
    // The first date of each card; those without one come last.
    const days = await page.locator('article.hospital').evaluateAll((cards) =>
      cards.map((card) => new URL(card.querySelector<HTMLAnchorElement>('.hospital__dates a')?.href ?? 'x:?date=9999').searchParams.get('date')),
    )
    expect(days.length).toBeGreaterThan(10)
    expect(days).toEqual([...days].sort())
    await page.locator('.tile-map a').filter({ hasText: '부산' }).click()
    await expect(page).toHaveURL((url) => url.searchParams.get('province') === 'busan' && url.searchParams.get('order') === 'soonest')
    await expect(page.locator('.tile-map a[aria-current]')).toContainText('부산')
    for (const where of await page.locator('.hospital__where').allInnerTexts()) expect(where).toContain('부산광역시')
    expect(await search(page).inputValue()).toBe('병원')
  })
}

test('results follow every key, and going back leads to the page before', async ({ open }) => {
  const page = await open({ phone: true })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(new URL(request.url()).searchParams.get('q') ?? '')
  })
  await page.goto('/help')
  await page.goto('/hospitals?province=seoul')
  await expect(page.locator('html')).toHaveAttribute('data-live', 'on')
  const all = /^\d+곳/.exec(await count(page).innerText())?.[0] ?? 'none'
  await search(page).pressSequentially('서울아', { delay: 20 })
  await expect(names(page)).toHaveText([/서울아산병원/])
  await expect(count(page)).toContainText(/^1곳을 찾았습니다/)
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === '서울아' && url.searchParams.get('province') === 'seoul')
  await expect(search(page)).toBeFocused()
  expect(asked.length, 'not every key costs a request').toBeLessThan(3)
  await search(page).fill('')
  await expect(count(page)).toContainText(all)
  // What is shown is what the address says.
  await search(page).fill('ㅅㅇㄷ')
  await expect(names(page).first()).toHaveText(HOSPITAL)
  const shown = await names(page).allInnerTexts()
  await page.reload()
  await expect(names(page)).toHaveText(shown)
  await page.goBack()
  await expect(page).toHaveURL(/\/help$/)
})

test('the way back from a hospital leads to what was found', async ({ open }) => {
  const page = await open({ phone: true })
  await page.goto('/hospitals?province=seoul')
  await expect(page.locator('html')).toHaveAttribute('data-live', 'on')
  await search(page).fill('서울아')
  await expect(names(page)).toHaveText([/서울아산병원/])
  await names(page).click()
  await page.getByRole('link', { name: '이전' }).click()
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === '서울아' && url.searchParams.get('province') === 'seoul')
  await expect(names(page)).toHaveText([/서울아산병원/])
})

test('what is typed on while an answer is on its way is answered too', async ({ open }) => {
  const page = await open()
  await page.goto('/hospitals')
  await expect(page.locator('html')).toHaveAttribute('data-live', 'on')
  let free = () => {}
  const held = new Promise<void>((resolve) => (free = resolve))
  await page.route(/\/hospitals\?q=%EA%B0%95&/, async (route) => {
    await held
    await route.continue()
  })
  const first = page.waitForRequest(/\/hospitals\?q=%EA%B0%95&/)
  await search(page).fill('강')
  await first
  await search(page).fill('강릉아산')
  free()
  await expect(names(page)).toHaveText(['강릉아산병원'])
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === '강릉아산')
})

test('the nearest come first, and no request says where the visitor is', async ({ open, alimi }) => {
  const page = await open({ phone: true })
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`))
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
  await page.context().grantPermissions(['geolocation'], { origin: alimi.url })
  await page.context().setGeolocation(HERE)
  await page.goto('/hospitals')
  await expect(page.getByText('서버로 보내지 않습니다.')).toBeVisible()
  await page.getByRole('button', { name: '가까운 순' }).click()
  await expect(names(page).first()).toHaveText('강릉아산병원')
  await expect(page.locator('[data-near-distance]').first()).toHaveText(/^[\d.]+ (m|km)$/)
  await expect(count(page)).toContainText(/^\d+곳을 가까운 순서로 보여 드립니다\. \d\d:\d\d 기준$/)
  const far = (await page.locator('[data-near-distance]').filter({ visible: true }).allInnerTexts()).map((text) => parseFloat(text) * (text.endsWith('km') ? 1000 : 1))
  expect(far).toHaveLength(20)
  expect(far).toEqual([...far].sort((a, b) => a - b))
  await page.getByRole('button', { name: '더 보기' }).click()
  await expect(names(page)).toHaveCount(40)
  await expect(names(page).nth(20)).toBeFocused()

  // Choosing further keeps the order.
  await page.getByLabel('지역', { exact: true }).selectOption('busan')
  await expect(page.locator('.hospital__where').filter({ visible: true }).first()).toContainText('부산광역시')
  await expect(page.getByRole('button', { name: '가까운 순' })).toHaveAttribute('aria-pressed', 'true')

  // A few taps from there to the booking; and back to the same list.
  await page.locator('.hospital__dates a').filter({ visible: true }).first().click()
  await expect(page).toHaveURL(/\/book|\/sign-in/)
  await page.goBack()
  await expect(page.locator('.hospital__where').filter({ visible: true }).first()).toContainText('부산광역시')
  await expect(page.locator('[data-near-distance]').filter({ visible: true }).first()).toHaveText(/km$/)

  await page.getByRole('button', { name: '가까운 순' }).click()
  await expect(page.locator('[data-near-distance]').filter({ visible: true })).toHaveCount(0)
  await expect(count(page)).toContainText('곳을 찾았습니다')
  await expect(page).toHaveURL((url) => url.hash === '')
  expect(sent.length).toBeGreaterThan(5)
  for (const request of sent) expect(request).not.toMatch(/37\.8|128\.8|latitude|longitude|near[^.-]*=/)
})

test('who does not tell where they are is told what else to do', async ({ open }) => {
  const page = await open()
  await page.context().clearPermissions()
  await page.goto('/hospitals#near')
  await expect(page.locator('html')).toHaveAttribute('data-live', 'on')
  await expect(names(page), 'nobody is asked who did not ask').toHaveCount(20)
  await page.getByRole('button', { name: '가까운 순' }).click()
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('지역을 선택해 찾아 주세요.')
  await expect(page.getByRole('button', { name: '가까운 순' })).toHaveAttribute('aria-pressed', 'false')
  await expect(count(page)).toContainText('곳을 찾았습니다')
  await expect(names(page)).toHaveCount(20)
})

test('only the list of hospitals may ask for the position', async ({ call }) => {
  const { request } = await call()
  for (const [path, allowed] of [['/hospitals', '(self)'], ['/hospitals?q=x', '(self)'], ['/hospitals/1', '()'], ['/', '()'], ['/status', '()']]) {
    expect((await request.get(path)).headers()['permissions-policy'], path).toContain(`geolocation=${allowed}`)
  }
})

test('by keyboard alone: type, choose the order, go on to a date', async ({ open, alimi }) => {
  const page = await open()
  await page.context().grantPermissions(['geolocation'], { origin: alimi.url })
  await page.context().setGeolocation(HERE)
  await page.goto('/hospitals')
  await expect(page.locator('html')).toHaveAttribute('data-live', 'on')
  await search(page).focus()
  await page.keyboard.type('강릉')
  await expect(names(page)).toHaveCount(2)
  const button = page.getByRole('button', { name: '가까운 순' })
  for (let stop = 0; stop < 8 && !(await button.evaluate((it) => it === document.activeElement)); stop++) await page.keyboard.press('Tab')
  await expect(button).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.locator('[data-near-distance]').first()).toBeVisible()
  await expect(names(page).first()).toHaveText('강릉아산병원')
  await page.keyboard.press('Tab')
  await expect(names(page).first()).toBeFocused()
})
