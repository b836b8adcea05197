// What a phone has of us besides pages: an app to install, a page where there is no network, the last
// seen reservation. And that nothing of it outlasts whose it is.
import type { Page } from '@playwright/test'
import * as fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CUT_OFF } from './fixtures/live'
import { newCitizen } from './fixtures/people'
import { book, enter, location, post } from './fixtures/quick'
import { become, type Call, type Client, expect, type Open, test as base } from './fixtures/visit'
import { layWire, type Wire } from './fixtures/wire'
import { firstOf, readChoices } from './fixtures/wish'

const OFFLINE = '인터넷에 연결되어 있지 않습니다'
const UNSENT = '인터넷 연결이 끊겼습니다. 입력한 내용은 아직 제출되지 않았습니다.'
const SAVED = /저장된 화면 · \d{4}년 \d{1,2}월 \d{1,2}일\(.\) \d\d:\d\d 기준/

/** A phone whose browser has the worker. */
const PHONE = { phone: true, worker: true, expected: CUT_OFF }

const test = base.extend<{ wire: Wire }>({
  wire: async ({ alimi }, use) => {
    const wire = await layWire(alimi.url)
    await use(wire)
    await wire.cut()
  },
})

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

/** Waits until the worker has heard of the page and has all it needs. */
async function expectFurnished(page: Page): Promise<void> {
  const look = await page.locator('html').evaluate((html) => `${html.lang} ${html.dataset.mode ?? ''}`)
  await expect.poll(() => page.evaluate(async () => (await caches.match('/look'))?.text())).toBe(look)
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
}

/** The addresses of the pages that are kept of somebody. */
function keptPages(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    if (!(await caches.has('own'))) return []
    return (await (await caches.open('own')).keys()).map(({ url }) => new URL(url).pathname)
  })
}

/** A citizen's phone that has seen their reservation. */
async function openKept(open: Open, call: Call, { url }: Wire): Promise<{ page: Page; citizen: Client; id: string; number: string }> {
  const citizen = await call()
  const id = await book(citizen, firstOf(await readChoices(citizen)))
  const page = await open({ ...PHONE, url })
  await become(page, citizen)
  await page.goto(`/my/${id}`)
  const number = await page.locator('.number-code').first().innerText()
  await expectFurnished(page)
  await expect.poll(() => keptPages(page)).toEqual([`/my/${id}/kept`])
  return { page, citizen, id, number }
}

for (const [language, title] of [
  ['ko', OFFLINE],
  ['en', 'You are offline'],
] as const) {
  test(`without a network a page of ours stands in, and gives way by itself (${language})`, async ({ open, wire }) => {
    const page = await open({ ...PHONE, language, url: wire.url })
    await page.goto('/')
    await expectFurnished(page)
    await wire.cut()
    await page.goto('/hospitals?province=seoul')
    await expect(heading(page)).toHaveText(title)
    await expect(page.locator('[data-kept]')).toBeHidden()
    // Complete: with its style and its font.
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('main')!).maxWidth)).not.toBe('none')
    expect(await page.evaluate(async () => (await document.fonts.load('1em "Alimi Sans"', '가')).length)).toBe(1)
    await wire.mend()
    await expect(heading(page)).not.toHaveText(title, { timeout: 30_000 })
    await expect(page).toHaveURL('/hospitals?province=seoul')
  })
}

test('the last seen reservation is there without a network, marked with its time, and nothing can be done with it', async ({ open, call, wire }) => {
  const { page, id, number } = await openKept(open, call, wire)
  await wire.cut()
  for (const address of [`/my/${id}`, '/my']) {
    await page.goto(address)
    await expect(page.locator('.kept')).toContainText(SAVED)
    await expect(page.locator('.kept')).toBeInViewport()
    await expect(page.getByRole('main')).toContainText(number)
    await expect(page.getByRole('img')).toBeVisible()
    // Neither forms nor ways to change anything, neither live nor somebody's menu.
    await expect(page.locator('form, leptos-island, .live-dot, a[href*="cancel"], a[href*="move"], nav')).toHaveCount(0)
  }
  await page.goto('/hospitals')
  await expect(heading(page)).toHaveText(OFFLINE)
  await page.getByRole('link', { name: '저장된 예약 보기' }).click()
  await expect(page.locator('.kept')).toContainText(SAVED)
  await wire.mend()
  // Where there is a network, the page of the network.
  await page.goto(`/my/${id}`)
  await expect(page.locator('.kept')).toHaveCount(0)
  await wire.cut()
  await page.goto(`/my/${id}`)
  await page.getByRole('button', { name: '지금 지우기' }).click()
  await expect(heading(page)).toHaveText(OFFLINE)
  await expect(page.getByRole('link', { name: '저장된 예약 보기' })).toBeHidden()
  await page.goto(`/my/${id}`)
  await expect(page.getByRole('main')).not.toContainText(number)
})

/** How a visit ends. */
const ENDS: [string, (page: Page, citizen: Client, call: Call) => Promise<void>][] = [
  ['signing out', async (page) => page.getByRole('banner').getByRole('button', { name: '로그아웃' }).click()],
  [
    'the session ended elsewhere',
    async (page, citizen) => {
      expect(location(await post(citizen, '/sign-out', {}))).toBe('/')
      await page.goto('/help')
    },
  ],
  [
    'another account signed in',
    async (page, _, call) => {
      const other = await call()
      await enter(other)
      await become(page, other)
      await page.goto('/help')
    },
  ],
]

for (const [how, end] of ENDS) {
  test(`nothing of a reservation outlasts the visit: ${how}`, async ({ open, call, wire }) => {
    const { page, citizen, id, number } = await openKept(open, call, wire)
    await end(page, citizen, call)
    await expect.poll(() => keptPages(page)).toEqual([])
    await wire.cut()
    for (const address of [`/my/${id}`, `/my/${id}/kept`, '/my']) {
      await page.goto(address)
      await expect(heading(page)).toHaveText(OFFLINE)
      expect(await page.content()).not.toContain(number)
    }
  })
}

for (const knows of [true, false]) {
  test(`signing out without a network deletes all the same, ${knows ? 'where' : 'before'} the device knows of it`, async ({ open, call, wire }) => {
    const { page } = await openKept(open, call, wire)
    await wire.cut()
    if (knows) await page.context().setOffline(true)
    await page.getByRole('banner').getByRole('button', { name: '로그아웃' }).click()
    await expect.poll(() => keptPages(page)).toEqual([])
  })
}

test('a computer, which may be shared, keeps nothing personal', async ({ open, call }) => {
  const citizen = await call()
  const id = await book(citizen, firstOf(await readChoices(citizen)))
  const page = await open({ worker: true })
  await become(page, citizen)
  await page.goto(`/my/${id}`)
  await expectFurnished(page)
  const stored = await page.evaluate(async () => {
    const texts = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request))!.text())
    }
    return texts.join('\n')
  })
  expect(stored).toContain(OFFLINE)
  expect(stored).not.toMatch(/\/my\/\w|시험접종자|로그아웃/)
})

for (const worker of [true, false]) {
  test(`a form that cannot be sent is not lost, ${worker ? 'with the worker' : 'nor without it'}`, async ({ open }) => {
    const page = await open({ ...PHONE, worker })
    await page.goto('/sign-in')
    if (worker) await expectFurnished(page)
    const phone = page.getByLabel('휴대전화 번호')
    const number = newCitizen().phone
    await phone.fill(number)
    await page.context().setOffline(true)
    await expect(page.getByText(UNSENT)).toBeVisible()
    await page.getByRole('button', { name: '인증번호 받기' }).click()
    await expect(page.getByText(UNSENT)).toBeVisible()
    await expect(phone).toHaveValue(number)
    await page.context().setOffline(false)
    await expect(page.getByText(UNSENT)).toBeHidden()
    await page.getByRole('button', { name: '인증번호 받기' }).click()
    await expect(page).toHaveURL(/\/sign-in\/code\?/)
  })
}

test('nor is one that is sent before the device knows that it is cut off', async ({ open, wire }) => {
  const page = await open({ ...PHONE, url: wire.url })
  await page.goto('/sign-in')
  await expectFurnished(page)
  const phone = page.getByLabel('휴대전화 번호')
  await phone.fill('010-0000-0000')
  await wire.cut()
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await expect(page.getByText(UNSENT)).toBeVisible()
  await expect(phone).toHaveValue('010-0000-0000')
  await expect(page).toHaveURL('/sign-in')
})

for (const [language, name] of [
  ['ko', '코로나 백신 접종 알리미'],
  ['en', 'Alimi: COVID-19 vaccination'],
] as const) {
  test(`can be installed, under its name and with icons that are what they say (${language})`, async ({ open, call }) => {
    const page = await open({ ...PHONE, language })
    await page.goto('/')
    await expectFurnished(page)
    const tools = await page.context().newCDPSession(page)
    const { errors, url } = await tools.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const { request } = await call()
    const answer = await request.get(url)
    expect(answer.headers()['content-type']).toBe('application/manifest+json')
    const manifest = await answer.json()
    expect(manifest).toMatchObject({ name, lang: language, start_url: '/', display: 'standalone' })
    for (const { src, sizes } of manifest.icons.filter(({ type }: { type: string }) => type === 'image/png')) {
      const png = await (await request.get(src)).body()
      expect(png.subarray(1, 4).toString(), src).toBe('PNG')
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes)
    }
    expect(manifest.icons.map(({ purpose }: { purpose?: string }) => purpose)).toContain('maskable')
    for (const { url: shortcut } of manifest.shortcuts) expect((await request.get(shortcut)).status(), shortcut).toBe(200)
    const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
  })
}

/** The site as another build would have it: the style under another name. */
function rebuild(): { folder: string; css: string } {
  const site = path.resolve(import.meta.dirname, '../target/site')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alimi-site-'))
  fs.cpSync(site, folder, { recursive: true })
  const old: string = JSON.parse(fs.readFileSync(path.join(folder, 'assets.json'), 'utf8')).css
  const css = 'main.0123456789abcdef.css'
  for (const end of ['', '.br']) fs.renameSync(path.join(folder, 'pkg', old + end), path.join(folder, 'pkg', css + end))
  fs.rmSync(path.join(folder, 'sw.js.br'))
  for (const file of ['assets.json', 'sw.js']) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    expect(text).toContain(old)
    fs.writeFileSync(path.join(folder, file), text.replaceAll(old, css))
  }
  return { folder, css }
}

test('another build takes the place of the one before, without mixing them', async ({ open, call, wire, alimi }) => {
  const { page, id, number } = await openKept(open, call, wire)
  const { folder, css } = rebuild()
  const names = () => page.evaluate(async () => (await caches.keys()).filter((name) => name !== 'own'))
  const [before] = await names()
  try {
    await alimi.restart({ ALIMI_SITE: folder })
    await page.goto('/help')
    await expect(page.locator(`link[href="/pkg/${css}"]`)).toHaveCount(1)
    await expect.poll(async () => (await names()).filter((name) => name !== before).length).toBe(1)
    await expect.poll(async () => (await names()).length, 'the build before is gone').toBe(1)
    // What was kept goes over in the new looks.
    await expect
      .poll(() => page.evaluate(async (path) => (await (await caches.open('own')).match(path))?.text(), `/my/${id}/kept`))
      .toContain(css)
    await wire.cut()
    await page.goto(`/my/${id}`)
    await expect(page.getByRole('main')).toContainText(number)
    await page.goto('/help')
    await expect(heading(page)).toHaveText(OFFLINE)
    expect(await page.evaluate(() => document.styleSheets[0].cssRules.length)).toBeGreaterThan(100)
  } finally {
    await alimi.restart()
    fs.rmSync(folder, { recursive: true })
  }
})
