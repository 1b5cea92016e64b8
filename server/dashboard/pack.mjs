// Compresses every file of dist/assets with Brotli, beside the original; the server chooses by Accept-Encoding.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const assets = new URL("./dist/assets/", import.meta.url);
for (const name of readdirSync(assets)) {
  writeFileSync(new URL(`${name}.br`, assets), brotliCompressSync(readFileSync(new URL(name, assets))));
}
