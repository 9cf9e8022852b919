import type { Filing } from '#app/forms/filing.form.ts'
import type { FieldErrors } from '#app/forms/filing-errors.ts'
import type { MoreItem, Typed } from '#app/forms/filing-more.form.ts'
import { CardPage, CodePage } from '#app/components/reporter/code.tsx'
import type { DatesShown, DoorShown } from '#app/components/reporter/door-data.ts'
import { MorePage } from '#app/components/reporter/more.tsx'
import { NobodyPage, ReadersPage } from '#app/components/reporter/readers.tsx'
import { ReceivedPage } from '#app/components/reporter/received.tsx'
import { ClosedPage, StartPage } from '#app/components/reporter/start.tsx'
import { WritePage } from '#app/components/reporter/write.tsx'

export type LostFile = 'empty' | 'tooLarge' | 'cut' | 'tooMany' | 'notKept' | 'busy'

type Tried = { same: true } | { groups: number[] } | { digits: number } | { letters: true }

export type StepShown =
  | { step: 'start'; filing: Filing; dates: DatesShown }
  | { step: 'readers'; filing: Filing; changed: { withFiles: boolean } | null }
  | { step: 'nobody' | 'closed'; filing: Filing }
  | {
      step: 'code'
      filing: Filing
      groups: string[]
      tried: Tried | null
      renewed?: { withFiles: boolean } | undefined
    }
  | { step: 'card'; filing: Filing; groups: string[] }
  | { step: 'write'; filing: Filing; errors: FieldErrors; chooseAgain: boolean }
  | {
      step: 'received'
      code: string
      groups: string[]
      dates: DatesShown
      danger: boolean
      done: MoreItem[]
      news: 'added' | 'skipped' | null
      lost: LostFile | null
      details: boolean
      held: string
    }
  | {
      step: 'more'
      code: string
      dates: DatesShown
      done: MoreItem[]
      held: string
      item: MoreItem
      typed: Typed
      errors: FieldErrors
    }

/** What a form was answered with. */
export function StepPage({
  door,
  shown,
  forSomeone,
}: {
  door: DoorShown
  shown: StepShown
  forSomeone: boolean
}) {
  switch (shown.step) {
    case 'start':
      return <StartPage {...shown} door={door} />
    case 'readers':
      return <ReadersPage {...shown} door={door} />
    case 'nobody':
      return <NobodyPage door={door} filing={shown.filing} />
    case 'closed':
      return <ClosedPage door={door} answering />
    case 'code':
      return <CodePage {...shown} forSomeone={forSomeone} />
    case 'card':
      return <CardPage {...shown} />
    case 'write':
      return <WritePage {...shown} door={door} forSomeone={forSomeone} />
    case 'received':
      return <ReceivedPage {...shown} door={door} forSomeone={forSomeone} />
    case 'more':
      return <MorePage {...shown} />
  }
}
