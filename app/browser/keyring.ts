import type { HandlerSecret } from '#app/sealing/handler-key.ts'

/** Secrets live here and nowhere else: no storage, no address, no worker. Leaving the page ends them. */
const secrets = new Map<string, HandlerSecret>()
const opened = new Map<string, string>()
const listeners: (() => void)[] = []
const droppers: (() => void)[] = []
const idleAfter = 15 * 60_000
let touchedAt = Date.now()

export function isUnlocked(): boolean {
  return secrets.size > 0
}

export function secretOf(handlerKeyId: string): HandlerSecret | null {
  return secrets.get(handlerKeyId) ?? null
}

export function unlockedKeys(): [string, HandlerSecret][] {
  return [...secrets]
}

export function keep(handlerKeyId: string, secret: HandlerSecret): void {
  secrets.set(handlerKeyId, secret)
  touchedAt = Date.now()
  tell()
}

/** Private halves of a case's keys, once their envelopes have been opened. */
export function caseKey(keyId: string): string | null {
  return opened.get(keyId) ?? null
}

export function keepCaseKey(keyId: string, identity: string): void {
  opened.set(keyId, identity)
}

/** Also when nothing is unlocked: a code or a phrase may stand on the screen all the same. */
export function forget(): void {
  for (const drop of droppers) drop()
  if (secrets.size === 0 && opened.size === 0) return
  secrets.clear()
  opened.clear()
  tell()
}

/** Called when something was unlocked and when everything was forgotten. */
export function onChange(listener: () => void): void {
  listeners.push(listener)
}

/** Called each time that everything is to be forgotten, for what others made or typed here meanwhile. */
export function onForget(drop: () => void): void {
  droppers.push(drop)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function forgetWhenIdle(): void {
  if (Date.now() - touchedAt >= idleAfter) forget()
}

/** A sleeping computer runs no timers, so waking up looks at the time as well. */
export function watchIdleness(): void {
  for (const event of ['pointerdown', 'keydown'])
    document.addEventListener(
      event,
      () => {
        forgetWhenIdle()
        touchedAt = Date.now()
      },
      { capture: true, passive: true },
    )
  document.addEventListener('visibilitychange', forgetWhenIdle)
  setInterval(forgetWhenIdle, 15_000)
  addEventListener('pagehide', forget)
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}
