import { execFileSync } from 'node:child_process'
import { defineConfig } from '@playwright/test'

const chromium = process.env.CHROMIUM ?? execFileSync('../scripts/find-chromium', { cwd: import.meta.dirname, encoding: 'utf8' }).trim()

// Playwright's own browsers are not downloaded: the machine's Chromium is the one.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  globalSetup: './fixtures/template.ts',
  // Generous, for machines that do something else besides.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // As with the other tests: two more tries in CI, reported as flaky; one that fails now and then is wrong.
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  // Pictures are taken by scripts/screens only, and Lighthouse is asked by scripts/lighthouse only.
  grepInvert: process.env.E2E_SCREENS ? /@lighthouse/ : process.env.E2E_LIGHTHOUSE ? /@screens/ : /@screens|@lighthouse/,
  forbidOnly: !!process.env.CI,
  reporter: [['list'], ['json', { outputFile: '../target/report/browser.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    screenshot: 'only-on-failure',
    // Recording doubles the time: `E2E_TRACE=true make test` when a failure is not plain from its message.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath: chromium, args: flags },
  },
})
