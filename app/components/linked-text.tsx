/** Plain text with its line breaks; addresses of this site can be followed. */
export function LinkedText({ text }: { text: string }) {
  return (
    <div className="am-pre am-measure">
      {text.split(/(https?:\/\/[^\s<>]+)/).map((part, index) =>
        /^https?:\/\//.test(part) ? (
          <a className="govuk-link" href={new URL(part).pathname + new URL(part).search} key={index}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  )
}
