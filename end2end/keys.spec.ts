// The desk by keyboard at speed: one key for each answer, the focus on who is next, and nothing that
// happens while somebody types or has turned the keys off.
import type { Page } from '@playwright/test'
import { bookAndAccept, expectHeading, row } from './fixtures/desk'
import { newCitizen } from './fixtures/people'
import { book, enter, openStaff } from './fixtures/quick'
import { banner } from './fixtures/supply'
import { type Call, expect, test } from './fixtures/visit'
import { WITHOUT } from './fixtures/ways'
import { firstOf, readChoices } from './fixtures/wish'

/** Requests of people with these names, in this order; gives back their ids. */
async function request(call: Call, names: string[]): Promise<string[]> {
  const wish = firstOf(await readChoices(await call()))
  const ids: string[] = []
  for (const name of names) {
    const client = await call()
    await enter(client, newCitizen(name))
    ids.push(await book(client, wish))
  }
  return ids
}

/** The link that leads to somebody's request: where the focus of a line is. */
function stop(desk: Page, name: string) {
  return row(desk, name).getByRole('rowheader').getByRole('link')
}

test('requests are answered with one key each', async ({ open, call }) => {
  await request(call, ['데모하나', '데모둘', '데모셋', '데모넷'])
  const desk = await openStaff(open, call, 'desk')
  await desk.goto('/desk/requests')
  const keys = desk.getByRole('region', { name: '단축키' })
  await expect(keys).toContainText('선택한 신청 접수')

  await test.step('A accepts the first one, and the next one has the focus', async () => {
    await desk.keyboard.press('a')
    await expect(banner(desk, '접수했습니다.')).toBeVisible()
    await expect(row(desk, '데모하나')).toHaveCount(0)
    await expect(stop(desk, '데모둘')).toBeFocused()
    await expect(stop(desk, '데모둘')).toHaveAccessibleDescription(/접수했습니다/)
  })
  await test.step('U leads to taking it back', async () => {
    await desk.keyboard.press('u')
    await expectHeading(desk, '이 예약을 취소하시겠습니까?')
    await expect(desk.getByRole('main')).toContainText('데모하나')
    await desk.goBack()
  })
  await test.step('arrows, J and K go through the list, whatever the keyboard types', async () => {
    await stop(desk, '데모둘').focus()
    await desk.keyboard.press('j')
    await expect(stop(desk, '데모셋')).toBeFocused()
    await desk.keyboard.press('ArrowDown')
    await expect(stop(desk, '데모넷')).toBeFocused()
    await desk.keyboard.press('ArrowDown')
    await expect(stop(desk, '데모넷')).toBeFocused()
    await desk.keyboard.press('ArrowUp')
    // A Korean keyboard: ㅏ is where K is.
    await desk.evaluate(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅏ', code: 'KeyK', bubbles: true })))
    await expect(stop(desk, '데모둘')).toBeFocused()
    await desk.keyboard.press('j')
  })
  await test.step('O opens the one in focus, R asks why it is rejected, where letters are letters', async () => {
    await desk.keyboard.press('o')
    await expectHeading(desk, /^예약 신청 /)
    await desk.keyboard.press('r')
    await expectHeading(desk, '이 신청을 거절하시겠습니까?')
    await desk.getByLabel('그 밖의 사유').check()
    await desk.getByLabel('덧붙이는 말').focus()
    await desk.keyboard.type('a r o')
    await desk.getByRole('button', { name: '신청 거절하기' }).click()
    await expect(banner(desk, '거절했습니다.')).toBeVisible()
    await expect(stop(desk, '데모넷')).toBeFocused()
  })
  await test.step('a key held down or pressed with another one does nothing more', async () => {
    await desk.keyboard.press('Control+a')
    await desk.keyboard.press('Alt+a')
    await expect(row(desk, '데모넷')).toBeVisible()
    expect(await desk.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', repeat: true, bubbles: true, cancelable: true }))), 'nobody took it').toBe(true)
  })
  await test.step('turned off they do nothing, on every page and after a reload', async () => {
    await keys.getByRole('button', { name: '단축키 끄기' }).click()
    await expect(keys.getByRole('button', { name: '단축키 켜기' })).toBeFocused()
    await desk.reload()
    await expect(keys.getByRole('button', { name: '단축키 켜기' })).toBeVisible()
    await stop(desk, '데모넷').focus()
    await desk.keyboard.press('a')
    await desk.keyboard.press('o')
    await expectHeading(desk, '접수 대기')
    await expect(row(desk, '데모넷')).toBeVisible()
    await keys.getByRole('button', { name: '단축키 켜기' }).click()
    await stop(desk, '데모넷').focus()
    await desk.keyboard.press('a')
    await expect(banner(desk, '접수했습니다.')).toBeVisible()
  })
})

test('from the search to the last look with the enter key alone', async ({ open, call }) => {
  const { number } = await bookAndAccept(call, '데모방문')
  const desk = await openStaff(open, call, 'desk')
  await desk.goto('/desk/visits')
  await expect(desk.getByLabel('예약번호, 이름 또는 휴대전화 번호')).toBeFocused()
  await desk.keyboard.type(number)
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('link', { name: `접종 처리 ${number}` })).toBeFocused()
  await desk.keyboard.press('Enter')
  await expectHeading(desk, new RegExp(number))
  const onward = desk.getByRole('button', { name: '접종 내용 확인하기' })
  // Late in the day the first date is tomorrow's, which is something to look at first.
  if (await banner(desk, '확인해 주세요').isVisible()) await onward.focus()
  await expect(onward).toBeFocused()
  await desk.keyboard.press('Enter')
  await expectHeading(desk, '접종 내용을 확인해 주세요')
})

for (const [i, [how, way]] of WITHOUT.entries()) {
  test.describe(how, () => {
    test.use({ way })

    test('the next request has the focus, and there are no keys to be shown', async ({ open, call }) => {
      const names = ['데모앞', '데모뒤'].map((name) => name + '가나'[i])
      await request(call, names)
      const desk = await openStaff(open, call, 'desk')
      await desk.goto('/desk/requests')
      await row(desk, names[0]).getByRole('button', { name: '접수하기' }).click()
      await expect(banner(desk, '접수했습니다.')).toBeVisible()
      await expect(stop(desk, names[1])).toBeFocused()
      await expect(desk.getByText('단축키 끄기')).toBeHidden()
    })
  })
}
