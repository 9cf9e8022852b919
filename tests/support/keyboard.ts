import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'

/** Tab, and nothing else, until this has the focus; and then the focus must be there to see. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement))
      return expectVisibleFocus(page)
  }
  throw new Error(`Tab never came to ${target.toString()} on ${page.url()}`)
}

export async function expectVisibleFocus(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const element = document.activeElement!
    const drawn = (style: CSSStyleDeclaration) =>
      (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    const label = element.matches('[type=radio], [type=checkbox]') ? element.nextElementSibling : null
    const { top, bottom } = element.getBoundingClientRect()
    return {
      marked:
        drawn(getComputedStyle(element)) || (label !== null && drawn(getComputedStyle(label, '::before'))),
      inView: bottom > 0 && top < window.innerHeight,
      name: `${element.tagName} ${element.textContent?.slice(0, 40)}`,
    }
  })
  expect(seen).toMatchObject({ marked: true, inView: true })
}
