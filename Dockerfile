# An image that holds ibid alone, statically linked: `docker run --rm -v "$PWD:/site" ibid build`.
FROM rust:1.91-alpine AS build
RUN apk add --no-cache gcc make musl-dev
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY themes themes
COPY content content
COPY tests/benches tests/benches
RUN cargo build --release --locked --bin ibid

FROM scratch
COPY --from=build /src/target/release/ibid /ibid
COPY LICENSE LICENSE-APACHE LICENSE-MIT /
WORKDIR /site
USER 65532:65532
ENTRYPOINT ["/ibid"]
CMD ["--help"]
