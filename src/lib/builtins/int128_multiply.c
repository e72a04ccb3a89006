/* __builtin_mul_overflow on __int128, which clang leaves to the runtime. */
#include "int128.h"

i128 __muloti4(i128 a, i128 b, int *overflow);

/* The low 128 bits of a * b; *wide says whether the product has more. */
static u128 multiply(u128 a, u128 b, _Bool *wide)
{
	unsigned long long a_high = a >> 64, a_low = a;
	unsigned long long b_high = b >> 64, b_low = b;
	/* One of the two is 0, or the product is wide anyway. */
	u128 middle = (u128)a_high * b_low + (u128)a_low * b_high;
	u128 low = (u128)a_low * b_low;
	u128 product = low + (middle << 64);

	*wide = (a_high != 0 && b_high != 0) || middle >> 64 != 0 || product < low;
	return product;
}

i128 __muloti4(i128 a, i128 b, int *overflow)
{
	_Bool negative = (a < 0) != (b < 0);
	_Bool wide;
	u128 product = multiply(magnitude(a), magnitude(b), &wide);
	u128 limit = ((u128)1 << 127) - !negative;

	*overflow = wide || product > limit;
	return with_sign(product, negative);
}
