//! YAML reading. The one door to `serde_yaml`.
