import { Button, ButtonGroup } from '#app/components/button.tsx'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { useWords } from '#app/components/words.tsx'

/** What its keepers do with an item, one button each. It can leave the list only when it stands in no plan. */
export function OwnMoves({ item, plans }: { item: EvidenceData; plans: number }) {
  const t = useWords()
  const about = <span className="govuk-visually-hidden"> {item.title}</span>
  return (
    <form method="post" action="/app/evidence">
      <input type="hidden" name="evidenceId" value={item.id} />
      <HiddenRevision revision={item.revision} />
      <ButtonGroup>
        <Button name="move" value="stillTrue" secondary>
          {t('evidence.stillTrue.confirm')}
          {about}
        </Button>
        <Button name="move" value={item.inPassport ? 'outOfPassport' : 'intoPassport'} secondary>
          {item.inPassport ? t('evidence.passport.takeOut') : t('evidence.passport.putIn')}
          {about}
        </Button>
        {plans === 0 && (
          <Button name="move" value="remove" secondary>
            {t('evidence.own.remove')}
            {about}
          </Button>
        )}
      </ButtonGroup>
    </form>
  )
}
