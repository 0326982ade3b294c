import { testHardDigits } from './hard-digits'

await testHardDigits(['ruled', 'shadowed', 'framed'])
