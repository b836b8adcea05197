// Three replicas behind haproxy, and one of them dies (N8): open pages find another one, forms are
// sent again under their own key, and nobody books twice.
import { statusTag } from './fixtures/booking'
import { type Front, openFront } from './fixtures/front'
import { CUT_OFF, expectLive, expectSamePage, mark } from './fixtures/live'
import { newCitizen } from './fixtures/people'
import { accept, at, book, enter, enterStaff } from './fixtures/quick'
import { become, type Call, expect, test } from './fixtures/visit'
import { firstOf, readChoices } from './fixtures/wish'

test.describe.configure({ mode: 'serial' })

/** A request of which the answer may never have come: it is sent again until there is one. */
async function insist(call: Call, front: Front, path: string, form: Record<string, string>, cookies: string): Promise<string> {
  const client = await call(front.url)
  let to = ''
  await expect(async () => {
    const answer = await client.request.post(path, { form, maxRedirects: 0, headers: { accept: 'text/html', cookie: cookies } })
    expect(answer.status()).toBe(303)
    to = answer.headers().location
  }).toPass({ timeout: 15_000, intervals: [100] })
  return to
}

test('an open page goes on when its replica dies, and shows what was decided at another one', async ({ alimi, open, call }) => {
  const front = await openFront((settings) => alimi.replica(settings))
  const [citizen, desk] = [await call(front.url), await call(front.url)]
  await Promise.all([enter(citizen, newCitizen()), enterStaff(desk, 'desk')])
  const id = await book(citizen, firstOf(await readChoices(citizen)))
  const page = await open({ phone: true, url: front.url, expected: CUT_OFF })
  await become(page, citizen)
  await page.goto(`/my/${id}`)
  await expectLive(page)
  await mark(page)
  // Two of the three: the page's own is among them, or was not needed.
  for (const replica of front.replicas.slice(0, 2)) alimi.kill(replica)
  // A connection of the desk's may have ended at a dead one: then nobody has read what it said.
  await expect(async () => accept(desk, id)).toPass({ timeout: 15_000, intervals: [200] })
  await expect(statusTag(page)).toHaveText('예약 완료', { timeout: 20_000 })
  await expectSamePage(page)
  front.close()
})

test('a request whose replica dies is sent again and books once', async ({ alimi, call }) => {
  const front = await openFront((settings) => alimi.replica(settings))
  const citizens = await Promise.all([0, 1, 2, 3, 4, 5].map(async () => {
    const client = await call(front.url)
    await enter(client, newCitizen())
    return client
  }))
  const wish = firstOf(await readChoices(citizens[0]))
  const posts = citizens.map(async (citizen, n) => {
    const { cookies } = await citizen.request.storageState()
    const form = { ...wish, key: `00000000-0000-4000-8000-00000000000${n}` }
    return await insist(call, front, at('/book/check', wish), form, cookies.map((c) => `${c.name}=${c.value}`).join('; '))
  })
  alimi.kill(front.replicas[0])
  const booked = await Promise.all(posts)
  expect(new Set(booked).size, 'each has a booking of their own').toBe(6)
  for (const [n, to] of booked.entries()) {
    expect(to).toMatch(/^\/book\/done\//)
    const list = await (await citizens[n].request.get('/my')).text()
    expect(new Set(list.match(/href="\/my\/[0-9a-f-]{36}"/g)).size, 'and no second one').toBe(1)
  }
  front.close()
})
