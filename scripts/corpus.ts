import { readdir, readFile } from 'node:fs/promises';
import { parseRows, type Row, scoreRows } from '../flows/understand/corpus.ts';
import { reportFailing, reportScore } from '../flows/understand/corpus-report.ts';
import { readDemoNames } from './read/demo-names.ts';

/** `npm run corpus`: how well the reader reads. Of the part kept apart it prints numbers alone: nobody is to mend rules by its rows. */
const folder = new URL('../flows/understand/corpus/', import.meta.url);
const clinic = await readDemoNames();
const files = await readdir(folder);

const open = scoreRows(await rowsOf((file) => file.startsWith('open') && file.endsWith('.tsv')), clinic);
console.log([...reportFailing(open), '', ...reportScore('open part', open), ''].join('\n'));
const apart = scoreRows(await rowsOf((file) => file === 'apart.tsv'), clinic);
console.log(reportScore('part kept apart', apart).join('\n'));

async function rowsOf(wanted: (file: string) => boolean): Promise<Row[]> {
  const texts = files.filter(wanted).map((file) => readFile(new URL(file, folder), 'utf8'));
  return (await Promise.all(texts)).flatMap(parseRows);
}
