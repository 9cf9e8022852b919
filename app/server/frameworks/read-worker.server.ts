import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { readFramework } from '#content/import/framework-file.ts'
import { knownToFiles } from '#content/index.ts'

if (!parentPort) throw new Error('Files of requirements are read in a worker thread.')
// On Linux this holds for the calling thread alone: reading a long file gives way to pages.
if (process.platform === 'linux') setPriority(5)
// The library makes an error of each fault, and of a hundred thousand nobody reads where they were made.
Error.stackTraceLimit = 0
parentPort.postMessage(readFramework(workerData as string, knownToFiles))
