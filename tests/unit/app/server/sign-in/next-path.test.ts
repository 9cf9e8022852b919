import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heldIn, nextPath, signInPath, withHeld } from '#app/server/sign-in/next-path.server.ts'

test.each([
  'https://elsewhere.example/app',
  '//elsewhere.example/app',
  '/\\elsewhere.example',
  '/app\\..\\..\\elsewhere',
  '/app/../../elsewhere',
  '/apparent',
  '/verify',
  'javascript:alert(1)',
  '/app/\n//elsewhere.example',
  '/app@elsewhere.example',
  '',
  null,
  undefined,
  '/app/sign-in?next=/app/sign-in',
  '/app/step-up',
  '/app/sign-out',
  `/app/${'a'.repeat(2000)}`,
])('signing in never leads to %j', (wish) => {
  expect(nextPath(wish)).toBe('/app')
})

test.each(['/app', '/app/account', '/app/assessments/x/decide?held=1', '/app?x=//elsewhere'])(
  'signing in leads to %s',
  (wish) => {
    expect(nextPath(wish)).toBe(wish)
  },
)

test('whatever is asked for, the browser stays under /app', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((rest) => `/app${rest}`),
      ),
      (wish) => {
        const url = new URL(nextPath(wish), 'http://localhost:3000')
        return url.origin === 'http://localhost:3000' && /^\/app(\/|$)/.test(url.pathname)
      },
    ),
  )
})

test('what was typed travels with the page, in place of an older one', () => {
  expect(withHeld('/app/a?held=old&x=1&index', 'new')).toBe('/app/a?x=1&held=new')
  expect(withHeld('/app/a?held=old', null)).toBe('/app/a')
  expect(heldIn('/app/a?held=one')).toBe('one')
  expect(signInPath('/app/a?held=one')).toBe('/app/sign-in?next=%2Fapp%2Fa%3Fheld%3Done')
})
