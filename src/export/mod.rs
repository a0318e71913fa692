//! A figure or table → a file. Metadata in, metadata out.
