// A process with hardly any room on its disk that makes a hundred keys at once; run by key-store.test.ts.
import { writeSync } from 'node:fs';
import { openKeyStore } from '../../src/trust/key-store.js';

// The signal would end the process; ignored, it leaves the error of the write.
process.on('SIGXFSZ', () => undefined);
const keys = openKeyStore(process.argv[2]!, Buffer.alloc(32, 1));
const made = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => keys.create(`alert-${index}`)));
const read = await Promise.allSettled(made.map(async (one, index) => (one.status === 'fulfilled' ? keys.read(one.value.ref, `alert-${index}`) : undefined)));
const refused = made.filter(({ status }) => status === 'rejected').length;
const unreadable = read.filter((one, index) => made[index]!.status === 'fulfilled' && !(one.status === 'fulfilled' && one.value)).length;
writeSync(1, JSON.stringify({ refused, unreadable }));
