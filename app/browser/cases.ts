import { isInside, keepInside, onArrival } from '#app/browser/area.ts'
import { NotBelieved, sayDoubts, vouchForOpened } from '#app/browser/believed.ts'
import { openEnvelopes } from '#app/browser/case-data.ts'
import { dropFiles, openFile } from '#app/browser/files.ts'
import { forget, isUnlocked, onChange, onForget, watchIdleness } from '#app/browser/keyring.ts'
import { applyFilters, openLabels, shutLabels } from '#app/browser/labels.ts'
import * as keys from '#app/browser/make-key.ts'
import { addThread, forgetCodes } from '#app/browser/new-thread.ts'
import { importCase } from '#app/browser/import-case.ts'
import { hideWords } from '#app/browser/hide-words.ts'
import { workOnLesson } from '#app/browser/lesson.ts'
import { openParts, shutParts } from '#app/browser/open.ts'
import { show, start } from '#app/browser/page.ts'
import { NotProven, sayNotProven } from '#app/browser/proven.ts'
import { recover } from '#app/browser/recover.ts'
import { envelopesAndSend, sayNotSealed, sealAndSend } from '#app/browser/seal.ts'
import { forgetFingerprints, showMiddle, showOwnFingerprints, signKey } from '#app/browser/sign-key.ts'
import { sendThreadFile } from '#app/browser/thread-file.ts'
import { showLock, unlock } from '#app/browser/unlock.ts'

type Work = (form: HTMLFormElement, submitter: HTMLElement | null) => Promise<void>

/** What each kind of form does in the browser before anything is sent; the first that fits. */
const forms: [string, Work][] = [
  ['[data-unlock]', unlock],
  ['[data-make-key]', keys.makeKey],
  ['[data-sign-key]', signKey],
  ['[data-change-phrase]', keys.changePhrase],
  ['[data-add-passkey]', keys.addPasskey],
  ['[data-thread-form]', addThread],
  ['[data-thread-file-form]', sendThreadFile],
  ['[data-import-case]', importCase],
  ['[data-hide-words]', hideWords],
  ['[data-lesson-form]', workOnLesson],
  ['[data-recover]', recover],
  ['[data-envelope-form]', envelopesAndSend],
  ['[data-sealed-form]', sealAndSend],
]

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  const work = forms.find(([selector]) => form.matches(selector))?.[1]
  if (!work) return
  event.preventDefault()
  if (form.dataset['working']) return
  form.dataset['working'] = 'yes'
  show('[data-seal-problem]', false, form)
  show('[data-key-problem]', false)
  const done = () => {
    delete form.dataset['working']
  }
  start(
    () => work(form, event.submitter).finally(done),
    (error) => {
      if (error instanceof NotBelieved) start(() => sayDoubts(true))
      else if (error instanceof NotProven) sayNotProven(error)
      else if (error instanceof TypeError) show('[data-area-problem]', true)
      else sayNotSealed(form)
    },
  )
})

document.addEventListener('click', (event) => {
  const target = event.target as Element
  if (target.closest('[data-lock-now]')) forget()
  const link = target.closest<HTMLAnchorElement>('a[data-sealed-file]')
  if (!link || !isInside(link.href)) return
  event.preventDefault()
  start(() => openFile(link))
})

document.addEventListener('change', (event) => {
  if ((event.target as Element).matches('select[data-filter]')) applyFilters()
})

async function refresh(): Promise<void> {
  await showLock()
  showMiddle()
  if (!isUnlocked()) {
    shutParts()
    shutLabels()
    return sayDoubts()
  }
  await openEnvelopes()
  await openParts()
  await openLabels()
  await showOwnFingerprints()
  await sayDoubts()
  await vouchForOpened()
}

onChange(() => start(refresh))
onArrival(() => {
  dropFiles()
  start(async () => {
    await keys.adoptPending()
    await refresh()
  })
})
for (const drop of [dropFiles, forgetCodes, keys.forgetPending, forgetFingerprints]) onForget(drop)
watchIdleness()
keepInside()
start(refresh)
