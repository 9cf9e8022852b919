import { Button, ButtonGroup } from '#app/components/button.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField, TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type PaymentProps = {
  payees: { personId: string; name: string }[]
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
}

/** What somebody from outside was paid for judging: work that a funder asks for is paid work. */
export function RecordPayment({ payees, typed, errors }: PaymentProps) {
  const t = useWords()
  return (
    <form method="post" noValidate>
      <h2 className="govuk-heading-m">{t('review.pay.title')}</h2>
      <input type="hidden" name="move" value="pay" />
      <SelectField
        name="payeeId"
        label={t('review.pay.who')}
        value={typed?.payeeId ?? payees[0]?.personId}
        error={errors?.payeeId}
        options={payees.map(({ personId, name }) => ({ value: personId, label: name }))}
      />
      <TextField
        name="amount"
        label={t('review.pay.amount')}
        width={10}
        inputMode="decimal"
        value={typed?.amount}
        error={errors?.amount}
      />
      <TextField
        name="currency"
        label={t('review.pay.currency')}
        hint={t('review.pay.currency.hint')}
        width={4}
        value={typed?.currency}
        error={errors?.currency}
      />
      <DateField name="paidOn" label={t('review.pay.on')} typed={typed} error={errors?.paidOn} />
      <ButtonGroup>
        <Button secondary>{t('review.pay.do')}</Button>
      </ButtonGroup>
    </form>
  )
}
