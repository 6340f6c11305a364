// Filled by the code that follows.
