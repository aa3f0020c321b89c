import { parentPort, workerData } from 'node:worker_threads';
import { readMail, type ReadingJob } from './read-mail.ts';

// A mail of a stranger is read here, where endless patterns and bombs hurt nobody else; whoever started this thread ends it.
const mail = await readMail(workerData as ReadingJob);
parentPort?.postMessage(mail, mail.files.map(({ bytes }) => bytes.buffer));
