import tseslint from 'typescript-eslint';

const onlyConfig = 'Only config.ts reads the environment: add a field to `Config` and pass it on.';

export default tseslint.config(
  { ignores: ['data', 'dist', 'coverage', 'screenshots', 'node_modules', 'test/fixtures'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Typed arrays and token lists are walked by index in the hot paths, with bounds that the loop guarantees.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx,mjs}', 'commands/**/*.ts'],
    ignores: ['src/config.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: onlyConfig }],
      'no-restricted-imports': [
        'error',
        ...['node:process', 'process'].map((name) => ({ name, message: onlyConfig })),
      ],
    },
  },
);
