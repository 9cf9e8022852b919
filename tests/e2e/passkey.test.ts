import type { CDPSession } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, type Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
let cast: Cast
let ruth: Visitor
let device: { devtools: CDPSession; id: string }

beforeAll(async () => {
  cast = await theCast()
  ruth = await aVisitor({ person: cast.officer, javaScript: true })
  const devtools = await ruth.context.newCDPSession(ruth.page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  device = { devtools, id: authenticatorId }
})
afterAll(async () => {
  await ruth?.leave()
  await closeBrowser()
})

test('after proving once more who she is, an officer adds this device', async () => {
  await ruth.open('/app/account/passkeys')
  expect(ruth.path()).toMatch(/^\/app\/step-up/)
  await ruth.write(t('auth.field.password'), password)
  await ruth.press(t('auth.stepUp.button'))
  await ruth.write(t('auth.passkeys.name'), 'Office laptop')
  await ruth.press(t('auth.passkeys.button'))
  await ruth.sees('Office laptop')
  const { credentials } = await device.devtools.send('WebAuthn.getCredentials', {
    authenticatorId: device.id,
  })
  expect(credentials).toHaveLength(1)
})

test('she signs out and comes back with the passkey alone', async () => {
  await ruth.press(t('shell.signOut'))
  await ruth.open('/app/sign-in')
  await ruth.press(t('auth.signIn.passkey'))
  expect(ruth.path()).toBe('/app')
  await ruth.sees(cast.officer.name)
})

test('somebody else’s device opens nothing, and the page says so', async () => {
  const stranger = await aVisitor({ javaScript: true })
  const devtools = await stranger.context.newCDPSession(stranger.page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
  })
  await stranger.open('/app/sign-in')
  await stranger.page.getByRole('button', { name: t('auth.signIn.passkey') }).click()
  await stranger.sees(t('auth.passkey.notDone'))
  await stranger.leave()
})

test('without script the page says that passkeys need it, and offers everything else', async () => {
  const stranger = await aVisitor()
  await stranger.open('/app/sign-in')
  await stranger.sees(t('auth.passkey.needsScript'), t('auth.signIn.button'))
  expect(await stranger.page.getByRole('button', { name: t('auth.signIn.passkey') }).isVisible()).toBe(false)
  await stranger.leave()
})

test('she removes the device again', async () => {
  await ruth.open('/app/account/passkeys')
  if (ruth.path().startsWith('/app/step-up')) {
    await ruth.write(t('auth.field.password'), password)
    await ruth.press(t('auth.stepUp.button'))
  }
  await ruth.press(`${t('auth.passkeys.remove')} Office laptop`)
  await ruth.sees(t('auth.passkeys.none'))
})
