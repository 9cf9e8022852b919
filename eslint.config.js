import tseslint from 'typescript-eslint'

const onlyIn = (folder, ...names) => ({
  paths: names.map((name) => ({ name, message: `Only ${folder} may import ${name}.` })),
})
const everywhere = {
  crypto: onlyIn('app/server/crypto', 'node:crypto', 'crypto').paths,
  pdf: onlyIn('app/server/documents', 'pdfkit').paths,
  mail: onlyIn('app/server/mail', 'nodemailer').paths,
}
const restricted = (...allowed) => [
  'error',
  {
    paths: Object.entries(everywhere)
      .filter(([name]) => !allowed.includes(name))
      .flatMap(([, paths]) => paths),
  },
]

export default tseslint.config(
  { ignores: ['build/', 'data/', 'node_modules/', 'prisma/generated/', 'public/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Declaring a module adds to an interface in no other way.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Remix throws responses and `data()` on purpose.
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'no-restricted-imports': restricted(),
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read the environment through app/server/env.server.ts.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='style']",
          message: 'The content policy forbids style attributes.',
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Render text, never markup.',
        },
      ],
    },
  },
  { files: ['app/server/crypto/**'], rules: { 'no-restricted-imports': restricted('crypto') } },
  { files: ['app/server/documents/**'], rules: { 'no-restricted-imports': restricted('pdf') } },
  { files: ['app/server/mail/**'], rules: { 'no-restricted-imports': restricted('mail') } },
  { files: ['app/server/env.server.ts'], rules: { 'no-restricted-properties': 'off' } },
  // Scripts speak to whoever runs them.
  { files: ['app/server/scripts/**', 'app/server/main.server.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**', '*.config.{ts,js}'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
)
