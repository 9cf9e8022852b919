import postcss from 'postcss'
import { expect, test } from 'vitest'
import { logicalProperties } from '#app/styles/logical-properties.ts'

test.each([
  ['margin-left: 1px', 'margin-inline-start: 1px'],
  ['padding-right: 1px', 'padding-inline-end: 1px'],
  ['border-left-color: red', 'border-inline-start-color: red'],
  ['left: 0', 'inset-inline-start: 0'],
  ['text-align: right', 'text-align: end'],
  ['float: left', 'float: inline-start'],
  ['border-top-left-radius: 2px', 'border-start-start-radius: 2px'],
  ['margin-top: 1px', 'margin-top: 1px'],
  ['background-position: left', 'background-position: left'],
  ['border-collapse: collapse', 'border-collapse: collapse'],
])('%s becomes %s, so that right-to-left mirrors it', (before, after) => {
  expect(postcss([logicalProperties()]).process(`a { ${before} }`, { from: undefined }).css).toBe(
    `a { ${after} }`,
  )
})
