#include <bits/word.h>

int puts(const char *text);
