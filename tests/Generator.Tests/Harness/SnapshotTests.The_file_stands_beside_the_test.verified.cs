// Beside its test.
