??=define A ??/
B
#define P(x) CONFIG_ ## x
P(ONE)
