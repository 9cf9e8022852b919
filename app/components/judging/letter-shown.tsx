import { Card } from '#app/components/card.tsx'
import { Paragraphs } from '#app/components/line/paragraphs.tsx'
import { useWords } from '#app/components/words.tsx'

/** How the letter will read, before anything is decided. */
export function LetterPreview({ letter, locale }: { letter: string; locale: string }) {
  const t = useWords()
  return (
    <div tabIndex={-1} autoFocus id="letter">
      <Card title={t('decision.letter.preview')}>
        <p className="am-quiet">{t('decision.letter.previewHint')}</p>
        <Paragraphs text={letter} lang={locale} />
      </Card>
    </div>
  )
}
