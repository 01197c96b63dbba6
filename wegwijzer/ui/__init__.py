"""The look that all pages share: frame, icons, style sheet, leave button. Knows no mission words."""
