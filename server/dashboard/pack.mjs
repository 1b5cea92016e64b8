// Leaves every file of dist/assets packed beside itself: the server sends that to browsers that unpack it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const assets = new URL("./dist/assets/", import.meta.url);
for (const name of readdirSync(assets)) {
  writeFileSync(new URL(`${name}.br`, assets), brotliCompressSync(readFileSync(new URL(name, assets))));
}
