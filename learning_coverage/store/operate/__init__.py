"""Operations on a whole store: copy, verify, health, and where it is located."""
