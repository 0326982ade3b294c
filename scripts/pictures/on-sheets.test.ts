import { testHardDigits } from './hard-digits'

await testHardDigits(['coloured', 'small'])
