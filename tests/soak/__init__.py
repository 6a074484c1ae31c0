"""Long runs: short in `make test`, long with `--soak`, where they print what they did."""
