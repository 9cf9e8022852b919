import { Button, ButtonGroup } from '#app/components/button.tsx'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { useWords } from '#app/components/words.tsx'
import { asksWhetherTrue } from '#app/forms/evidence-life.ts'

type FormProps = { item: EvidenceData; now: Date; backTo: string }

/** One press, once a year. */
export function StillTrueForm({ item, now, backTo }: FormProps) {
  const t = useWords()
  const asks = asksWhetherTrue(item, now)
  return (
    <form method="post" action="/app/evidence">
      <input type="hidden" name="evidenceId" value={item.id} />
      <input type="hidden" name="backTo" value={backTo} />
      <HiddenRevision revision={item.revision} />
      {asks && <p>{t('evidence.stillTrue.why')}</p>}
      <ButtonGroup>
        <Button name="move" value="stillTrue" secondary>
          {t('evidence.stillTrue.confirm')}
          <span className="govuk-visually-hidden"> {item.title}</span>
        </Button>
      </ButtonGroup>
    </form>
  )
}
