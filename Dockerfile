# An environment for `cargo demo` and `cargo verify`.
#
# This file has not been run: no container daemon was available where it was written. If a step fails, please report it.
#
#   docker build -t interlude .
#   docker run --rm -it --network host interlude cargo demo
#   docker run --rm -it interlude cargo verify
#
# The demo listens on loopback only, so it needs the host's network to be reached from a browser outside.
FROM rust:1.95-bookworm

# Node 20 (the dashboard needs 20.19 or newer); Debian's own is older.
COPY --from=node:20-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:20-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx

WORKDIR /interlude
COPY . .

# Installs what is missing with apt: Chromium, JDK 17, Maven, aapt, Python, and cargo-deny.
RUN cargo setup

CMD ["cargo", "verify"]
