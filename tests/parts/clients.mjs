// Load a workbook, change one cell and save it, as programs built on exceljs and SheetJS do.
//
// Reads one JSON object from stdin: `packages`, a folder with node_modules in it, and `jobs`, a
// list of {client, open, save, sheet, cell, value}. `clients.py` is its only caller.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const asked = JSON.parse(readFileSync(0, "utf8"));
const load = createRequire(join(asked.packages, "package.json"));

const clients = {
    async exceljs(job) {
        const { Workbook } = load("exceljs");
        const book = new Workbook();
        await book.xlsx.readFile(job.open);
        book.getWorksheet(job.sheet).getCell(job.cell).value = job.value;
        await book.xlsx.writeFile(job.save);
    },
    async sheetjs(job) {
        const { readFile, writeFile, utils } = load("xlsx");
        const book = readFile(job.open);
        utils.sheet_add_aoa(book.Sheets[job.sheet], [[job.value]], { origin: job.cell });
        writeFile(book, job.save);
    },
};

for (const job of asked.jobs) await clients[job.client](job);
