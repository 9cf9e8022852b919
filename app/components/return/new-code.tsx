import { Press, StepForm, useDescribed, useOwn, type Carried } from '#app/components/return/parts.tsx'
import { useWords } from '#app/components/words.tsx'

/** Shown before it counts: until the button is pressed the old code works and the new one is nothing. */
export function NewCode({ offered, must, carried }: { offered: string[]; must: boolean; carried: Carried }) {
  const t = useWords()
  const own = useOwn(carried, 'newCode')
  const { said, attributes } = useDescribed(own, 'retyped', 'return.newCode.retyped.hint')
  return (
    <>
      <h1>{t(must ? 'return.newCode.must.title' : 'return.newCode.title')}</h1>
      <p>{t(must ? 'return.newCode.must.text' : 'return.newCode.offer')}</p>
      <div className="code">
        <p id="new-code">{t('return.newCode.yours')}</p>
        <div className="code__n" role="group" aria-labelledby="new-code">
          {offered.map((group, index) => (
            <span key={index}>{group} </span>
          ))}
        </div>
        <p>{t('return.newCode.write')}</p>
      </div>
      <StepForm carried={carried} step="newCode">
        <input type="hidden" name="newCode" value={offered.join(' ')} />
        <div className="q">
          <label htmlFor={own.id('retyped')}>{t('return.newCode.retyped')}</label>
          {said}
          <input
            className="in"
            id={own.id('retyped')}
            name="retyped"
            inputMode="numeric"
            autoComplete="off"
            spellCheck={false}
            defaultValue={own.typed('retyped')}
            {...attributes}
          />
        </div>
        <p className="act">
          <Press say="return.newCode.do" />
        </p>
      </StepForm>
      {!must && (
        <StepForm carried={carried} step="open">
          <p className="act">
            <Press say="return.newCode.keep" quiet />
          </p>
        </StepForm>
      )}
    </>
  )
}
