#define CAT(a, b) a ## b
#if __has_include(<sys/x.h>) || defined(__has_embed)
#include "x.h"
#endif
/* a "comment" */ // and \
another
char *s = "text\n", c = '\'';
__asm__(".incbin \"data.bin\"");
int n = 1'000; char *r = R"(raw)";
