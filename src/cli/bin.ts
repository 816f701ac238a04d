import { version } from './version.ts'

const words = process.argv.slice(2)

// The one question that can be answered without the program, and scripts ask it often.
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) console.log(version)
else void import('./main.ts').then(({ main }) => main(words))
