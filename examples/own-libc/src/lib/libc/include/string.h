#include <bits/word.h>

word length(const char *text);
