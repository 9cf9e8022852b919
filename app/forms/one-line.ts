/** What shows as nothing or turns round its neighbours. The joiners U+200C and U+200D stay: several scripts spell with them. */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** A name or a title as everybody sees it: with unseen characters one could be made to look like another. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t-\r\u0085\u2028\u2029]+/g, ' ')
    .replace(unseen, '')
    .trim()
}
