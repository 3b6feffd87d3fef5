// What the linter asks of the code: strict types everywhere, and the doors to the environment, time and chance kept shut.
import tseslint from 'typescript-eslint';

/** One door per effect: whoever needs it gets it passed in. Each says where the door is. */
const DOORS = {
  environment: { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: 'The environment is read by src/config from what src/main.ts hands it.' },
  now: { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'The time of day comes from the Clock passed in (src/clock.ts).' },
  today: { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The time of day comes from the Clock passed in (src/clock.ts).' },
  chance: { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Chance is passed in, so that a test can choose it (src/gateway.ts).' },
};
const HABITS = [
  { selector: 'TSEnumDeclaration', message: 'Write a union of literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a file is named after its main export.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds it.' },
];

const forbid = (...open) => ['error', ...HABITS, ...Object.entries(DOORS).filter(([door]) => !open.includes(door)).map(([, rule]) => rule)];

/** Where the code's habits differ from the presets, and why. */
const TUNED = {
  // `array[i]!` after a look at its length: noUncheckedIndexedAccess asks for the check, and a reader sees it.
  '@typescript-eslint/no-non-null-assertion': 'off',
  // An alert has its type before its rules are checked: what the type requires may be missing still, and `??` is no accident.
  '@typescript-eslint/no-unnecessary-condition': 'off',
  // Ports are records of functions that use no `this`, and asynchronous even where one implementation need not wait.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/require-await': 'off',
  // `return refuse(…)` and one call in an arrow read better without braces.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  // A named index (`[national: string]`) says what the key is, and deleting from a copy is how a message is cut.
  '@typescript-eslint/consistent-indexed-object-style': 'off',
  '@typescript-eslint/no-dynamic-delete': 'off',
  // Code points are what is counted here, never what a reader sees as one sign.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
};

/** Two packages hand over values of type `any`: Ajv a fault's parameters, commander arguments and options. */
const UNTYPED = Object.fromEntries(['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [`@typescript-eslint/no-unsafe-${use}`, 'off']));

const LOOSE_IN_TESTS = {
  ...Object.fromEntries(
    ['no-explicit-any', 'no-unnecessary-type-parameters', 'no-misused-spread', 'no-unnecessary-type-assertion', 'use-unknown-in-catch-callback-variable', 'restrict-plus-operands', 'prefer-function-type']
      .map((rule) => [`@typescript-eslint/${rule}`, 'off']),
  ),
  'max-len': 'off',
};

const CHOSEN = {
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/prefer-readonly': 'error',
  'no-console': 'error',
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-param-reassign': 'error',
  eqeqeq: 'error',
  'prefer-const': 'error',
  'max-lines': ['error', 320],
  'max-len': ['error', { code: 200, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreComments: true }],
};

export default tseslint.config(
  { ignores: ['dist*/', 'data/', 'coverage/', 'src/model/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['src/**/*.ts', 'adapters/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: { ...TUNED, ...CHOSEN, 'no-restricted-syntax': forbid() },
  },
  { files: ['src/config/**/*.ts', 'src/main.ts'], rules: { 'no-restricted-syntax': forbid('environment') } },
  { files: ['src/main.ts', 'src/adapter/check-document.ts', 'src/config/schema-findings.ts'], rules: UNTYPED },
  { files: ['src/clock.ts'], rules: { 'no-restricted-syntax': forbid('now', 'today') } },
  { files: ['src/gateway.ts'], rules: { 'no-restricted-syntax': forbid('chance') } },
  // The commands stand outside the path: they are the caller, or the other end, of a gateway that runs elsewhere.
  { files: ['src/cli/**/*.ts'], rules: { 'no-restricted-syntax': forbid('now', 'today', 'chance') } },
  // Tests run the commands and the HTTP door, whose answers have no type, and say on the console what they skip.
  { files: ['test/**/*.ts'], rules: { ...UNTYPED, ...LOOSE_IN_TESTS, 'no-restricted-syntax': forbid(...Object.keys(DOORS)), 'no-console': ['error', { allow: ['warn'] }] } },
  { files: ['scripts/**/*.mjs', 'test/**/*.mjs', '*.mjs', 'src/**/*.mjs', 'bench/**/*.mjs'], rules: { eqeqeq: 'error', 'prefer-const': 'error', 'max-lines': ['error', 320] } },
);
