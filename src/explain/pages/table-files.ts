import type { Pages } from '../page';

/** Pages of HW740 to HW759: tables in and out. */
export const tableFilePages: Pages = {
  HW740: {
    title: 'A table file cannot be fetched',
    meaning: 'There is no such file, it may not be read, or its server did not give it. On the web, busy servers are asked three times.',
    example: "await readParquet('https://example.com/no-such.parquet')",
    fix: 'Check the path or the address; relative paths begin at the working directory. An address that needs a login must carry it.'
  },
  HW741: {
    title: 'A web server that does not give parts of a file',
    meaning:
      'A Parquet file is read in pieces: its footer, then only the columns and rows that are asked for. The server answered a range request with something else, often with all of the file.',
    example: "await readParquet('http://localhost:8000/t.parquet')   // python -m http.server",
    fix: 'Fetch all of it: readParquet(new Uint8Array(await (await fetch(url)).arrayBuffer())), or serve it from something that knows ranges.'
  },
  HW742: {
    title: 'A column that the file does not have',
    meaning: 'Names are compared exactly. The message says what there is.',
    example: "await readParquet('t.parquet', { columns: ['Id'] })   // it is called id",
    fix: 'Correct the name, or leave `columns` out to read all of them.'
  },
  HW743: {
    title: 'A table file that cannot be read',
    meaning:
      'It is cut off, damaged, encrypted, of another format, or it holds a type that nothing here can read: in Arrow files list views and run-end encoded columns. Nothing is read of such a file rather than something wrong.',
    example: "await readParquet('half-downloaded.parquet')",
    fix: 'Copy it again and compare sizes. Of an Arrow file with such columns let its writer make plain ones: pyarrow: table.cast(…).'
  },
  HW744: {
    title: 'What Parquet cannot hold',
    meaning:
      'Parquet has no type for unions, calendar intervals, structs without fields, and for seconds inside of lists or structs; of two columns with one name readers find one. The message names the column. Seconds and dates of milliseconds at the top are converted without loss.',
    example: 'a union column, headwater export Flow/latest/load/1/t -o t.parquet',
    fix: 'Export it as Arrow (--format arrow), or change that column.'
  },
  HW745: {
    title: 'The writer of a table file failed',
    meaning: 'The library that writes the format refused the table. No file was left behind.',
    example: 'a column of nested dictionaries that change from batch to batch, as an Arrow file',
    fix: 'Try the other format: headwater export … --format arrow or parquet.'
  },
  HW746: {
    title: 'A file that is there already',
    meaning: 'An export does not replace a file unless it is told to.',
    example: 'headwater export Flow/latest/load/1/t -o t.parquet   # twice',
    fix: 'Give another name, or add --force.'
  },
  HW747: {
    title: 'A file that cannot be written',
    meaning: 'Its folder is missing or closed to you, the disk is full, or who read the stream has gone. No half of a file is left behind.',
    example: 'headwater export Flow/latest/load/1/t -o /no/such/folder/t.csv',
    fix: 'Make the folder, free some space, or choose another place.'
  },
  HW748: {
    title: 'A value that is no table',
    meaning:
      'Tables, record batches and columns of Apache Arrow, what Python stored as a DataFrame, lists of records and objects of columns are written as table files; nothing else is.',
    example: "await Artifact('Flow/1/train/3/score').toParquet('score.parquet')",
    fix: 'Make a table of it with tableFromArrays or tableFromJSON of apache-arrow, or print it: headwater show <pathspec> --json.'
  },
  HW749: {
    title: 'What a text format cannot hold',
    meaning:
      'As CSV, nulls in the only column would be blank lines, which readers skip. As JSON, of two columns with one name one would be lost.',
    example: 'a table of one column with nulls, --format csv',
    fix: 'Choose Parquet or Arrow, or change the table as the message says.'
  },
  HW750: {
    title: 'A value that would be written as another one',
    meaning:
      'exportRows writes rows one by one with a small library, which rounds integers beyond 2^53, fails at NaN, drops names that are no columns and takes lists for several values. Such values are refused before; the message names the column and the row.',
    example: "await exportRows('t.parquet', { id: 'integer' }, [{ id: 2n ** 60n }])",
    fix: 'Convert the value (null for NaN, a string for a long integer), or make an Arrow table and use writeParquet.'
  },
  HW751: {
    title: 'A table that is kept as Arrow',
    meaning:
      'The step has the setting tables: "parquet", and this table would not come back from Parquet as it is: Parquet has no unions, no intervals, no times in seconds, and columns go by their names. It is kept as the default, Arrow; nothing is lost.',
    example: 'new Table({ at: vectorFromArray([new Date()], new TimestampSecond()) })   // in a step with tables: "parquet"',
    fix: 'Give the column another type (milliseconds for seconds) or name, or leave out the setting.'
  },
  HW752: {
    title: 'Records that no table holds',
    meaning:
      'A list of records, or an object of columns, is written as a table: numbers, integers, texts, true and false, dates, each column of one type, null where there is nothing. This one has a column of several types, of lists or objects, or columns of different lengths.',
    example: "writeParquet([{ a: 1 }, { a: 'x' }], 't.parquet')",
    fix: 'Give the column values of one type, or make an Arrow table, which has nested types.'
  }
};
