import { decimals, table } from '../table.ts';
import { measureImport } from './measure.ts';

/** The same history once and ten times over: memory must not grow with it. */
export async function memoryOfImport(folder: string): Promise<string> {
  const once = await measureImport({ data: folder, changedFiles: false });
  const tenfold = await measureImport({ data: folder, changedFiles: false, repeat: 10 });
  const rows = [
    ['once', decimals(once.peakMegabytes, 0), decimals(once.seconds, 0), ''],
    ['ten times', decimals(tenfold.peakMegabytes, 0), decimals(tenfold.seconds, 0), ''],
    ['ratio', decimals(tenfold.peakMegabytes / once.peakMegabytes, 2), '', '≤ 1.2, and below 300 MB'],
  ];
  return `### Peak memory\n\n${table(['history', 'peak MB', 'seconds', 'aim'], rows)}`;
}
