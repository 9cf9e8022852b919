import { all } from '#app/browser/page.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
export type Typed = { form: number; values: [string, string, boolean][] }

/** What stands in the fields of a form that are never sent. */
export function typedIn(form: HTMLFormElement): Typed {
  const fields = all<Control>('[data-field]', form)
  return {
    form: all('form[data-sealed-form]').indexOf(form),
    values: fields.map((field) => [
      field.dataset['field']!,
      field.value,
      field instanceof HTMLInputElement && field.checked,
    ]),
  }
}

/** Into the same form of the page that came back. */
export function putBack({ form, values }: Typed): void {
  const again = all('form[data-sealed-form]')[form]
  const fields = again ? all<Control>('[data-field]', again) : []
  for (const [index, [name, value, checked]] of values.entries()) {
    const field = fields[index]
    if (field?.dataset['field'] !== name) continue
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = checked
    else field.value = value
  }
}
