/* Multiplication. */
#include "binary128.h"

binary128 __multf3(binary128 a, binary128 b);

/* The high half of the 256-bit product, its lowest bit sticky for the low half. */
static u128 multiply_high(u128 a, u128 b)
{
	unsigned long long a_high = a >> 64, a_low = a;
	unsigned long long b_high = b >> 64, b_low = b;
	u128 low = (u128)a_low * b_low;
	u128 middle_a = (u128)a_high * b_low + (low >> 64);
	u128 middle_b = (u128)a_low * b_high + (unsigned long long)middle_a;
	u128 high = (u128)a_high * b_high + (middle_a >> 64) + (middle_b >> 64);

	return high | ((unsigned long long)middle_b != 0 || (unsigned long long)low != 0);
}

static struct soft_float multiply(struct soft_float a, struct soft_float b)
{
	const struct soft_float *nan = find_nan(&a, &b);
	_Bool negative = a.negative != b.negative;

	if (nan)
		return *nan;
	if (a.kind == INFINITE || b.kind == INFINITE)
		return a.kind == ZERO || b.kind == ZERO ? INVALID : (struct soft_float){INFINITE, negative, 0, 0};
	if (a.kind == ZERO || b.kind == ZERO)
		return (struct soft_float){ZERO, negative, 0, 0};
	/* The sticky bit may move up by one: the product of two 113-bit numbers leaves 14 below what is kept. */
	return __soft_float_normalize(negative, a.exponent + b.exponent + 1,
		multiply_high(a.significand, b.significand));
}

binary128 __multf3(binary128 a, binary128 b)
{
	return pack(multiply(unpack(a), unpack(b)));
}
