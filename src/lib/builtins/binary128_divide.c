/* Division. */
#include "binary128.h"

binary128 __divtf3(binary128 a, binary128 b);

/* One quotient bit a round: what rounding needs, 113 bits and two more, and stickiness from the remainder. */
enum { QUOTIENT_BITS = 116 };

static struct soft_float divide_finite(struct soft_float a, struct soft_float b)
{
	u128 divisor = b.significand >> 15;
	u128 remainder = a.significand >> 15;
	u128 quotient = 0;
	int exponent = a.exponent - b.exponent;

	if (remainder < divisor) {
		remainder <<= 1;
		exponent--;
	}
	for (int i = 0; i < QUOTIENT_BITS; i++) {
		quotient <<= 1;
		if (remainder >= divisor) {
			remainder -= divisor;
			quotient |= 1;
		}
		remainder <<= 1;
	}
	return (struct soft_float){FINITE, a.negative != b.negative, exponent,
		quotient << (128 - QUOTIENT_BITS) | (remainder != 0)};
}

static struct soft_float divide(struct soft_float a, struct soft_float b)
{
	const struct soft_float *nan = find_nan(&a, &b);
	_Bool negative = a.negative != b.negative;

	if (nan)
		return *nan;
	if (a.kind == b.kind && a.kind != FINITE)
		return INVALID;
	if (a.kind == INFINITE || b.kind == ZERO)
		return (struct soft_float){INFINITE, negative, 0, 0};
	if (a.kind == ZERO || b.kind == INFINITE)
		return (struct soft_float){ZERO, negative, 0, 0};
	return divide_finite(a, b);
}

binary128 __divtf3(binary128 a, binary128 b)
{
	return pack(divide(unpack(a), unpack(b)));
}
