"""Finding rows by name: characters anywhere, pinyin, initials, codes."""
