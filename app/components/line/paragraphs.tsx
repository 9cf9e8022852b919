/** Somebody's plain text: an empty line parts paragraphs, line breaks stand as typed. */
export function Paragraphs({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <div className="am-measure" dir="auto" lang={lang}>
      {text.split(/\n\s*\n/).map((paragraph, index) => (
        <p className="am-pre" key={index}>
          {paragraph}
        </p>
      ))}
    </div>
  )
}
