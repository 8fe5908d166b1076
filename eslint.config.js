import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const size = {
  "max-lines": ["error", { max: 300 }],
  "max-lines-per-function": ["error", { max: 60 }],
};

export default defineConfig(
  globalIgnores(["node_modules/", "docs/", ".data/", "coverage/", "src/db/tables.ts"]),
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...size,
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // An error is thrown as it came when it is thrown again.
      "@typescript-eslint/only-throw-error": ["error", { allowRethrowing: true }],
    },
  },
  {
    // Declaration merging is the only way to tell a library about our own types.
    files: ["src/db/test-database.ts", "src/web/**/*.ts", "src/app.ts"],
    rules: { "@typescript-eslint/consistent-type-definitions": "off" },
  },
  {
    // The stand-in sign-in service of the learning environment is reached without TLS, on the machine itself.
    files: ["src/web/sign-in.ts"],
    rules: {
      "@typescript-eslint/no-deprecated": [
        "error",
        { allow: [{ from: "package", package: "openid-client", name: "allowInsecureRequests" }] },
      ],
    },
  },
  {
    // A table of cases is as long as the law asks.
    files: ["**/*.test.{ts,tsx}", "e2e/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["src/cli.ts", "bench/**", "e2e/**"],
    rules: { "no-console": "off" },
  },
  { files: ["**/*.{js,mjs}"], rules: { ...size, eqeqeq: "error" } },
);
