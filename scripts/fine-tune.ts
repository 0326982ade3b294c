import { explain } from './explain'
import { runFineTune, USAGE } from './fine-tune/run'
import { UsageError } from './train/usage-error'

/** `npm run fine-tune`: what a model gains on a hand that it was not trained on, and what it forgets, when it is taught a few drawings of it. */

runFineTune(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : explain(error))
  process.exitCode = 1
})
