import { runCommand } from './command'
import { runFineTune, USAGE } from './fine-tune/run'

/** `npm run fine-tune`: what a model gains on a hand that it was not trained on, and what it forgets, when it is taught a few drawings of it. */

runCommand(runFineTune, USAGE)
