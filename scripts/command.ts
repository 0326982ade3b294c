import { explain } from './explain'
import { UsageError } from './train/usage-error'

/** Runs a command of `npm run`: what goes wrong is said in words, and how the command is used where its line makes no sense. */
export function runCommand(run: (args: readonly string[]) => Promise<void>, usage: string): void {
  run(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : explain(error))
    process.exitCode = 1
  })
}
